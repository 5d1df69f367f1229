"""What each user cares about: mix, drift."""
