"""Vectors to an InterestMap: neighbours, projection, clustering, names, quality, curation, selection."""
