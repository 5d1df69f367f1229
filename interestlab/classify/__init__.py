"""Learning to recognise the analyst's own classes: posts and labels to a fitted classifier, and how well it does."""
