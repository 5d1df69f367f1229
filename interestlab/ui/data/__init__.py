"""From files to a map."""
