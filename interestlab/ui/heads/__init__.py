"""What heads do over many texts."""
