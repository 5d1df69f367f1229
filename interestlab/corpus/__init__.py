"""Bytes to a Corpus: readers, column roles, languages, quality report."""
