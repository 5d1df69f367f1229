"""What to show a user next: backends, policies, evaluation, explanation."""
