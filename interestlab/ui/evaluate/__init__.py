"""Judging recommenders."""
