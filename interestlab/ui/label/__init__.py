"""Labelling by hand: a post at a time, what comes next, schemes and their files, training."""
