"""Recommending and judging recommenders."""
