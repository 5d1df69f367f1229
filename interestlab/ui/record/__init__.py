"""One post opened, over whatever page it was opened from."""
