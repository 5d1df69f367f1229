"""Plug-ins of somebody else, each in about 30 lines."""
