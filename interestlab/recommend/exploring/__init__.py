"""Policies that pick from scores, what they know and do not know, and their simulation."""
