"""The recommenders themselves, one small file each, and the doors to those elsewhere."""
