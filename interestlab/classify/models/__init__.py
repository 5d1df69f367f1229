"""The built-in classifiers, a file each."""
