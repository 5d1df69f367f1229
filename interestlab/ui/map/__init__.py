"""The map of interests."""
