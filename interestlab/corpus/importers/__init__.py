"""Exports that no table reader can read rightly: a file an importer. A class here that has an `info` with a name is one."""
