"""A reader a kind of file: bytes to a table of text."""
