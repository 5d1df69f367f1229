"""Questions that a worker answers while somebody waits, and what it keeps open between them."""
