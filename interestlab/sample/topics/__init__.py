"""One module an interest."""
