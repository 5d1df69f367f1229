"""The file's columns as bars that filter one another and the map."""
