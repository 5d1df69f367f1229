"""Attention and explanations of the encoder."""
