"""Side by side with the peers: each script prints tables and ratios and asserts nothing. Run from the project's root."""
