"""Interests as cards and tables."""
