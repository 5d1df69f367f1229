"""What stands before every page: the headers of each answer, and who may ask at all."""
