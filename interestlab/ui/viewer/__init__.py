"""The attention viewer, a component of our own."""
