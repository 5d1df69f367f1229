"""What the encoder attends to; behaviour, not explanation."""
