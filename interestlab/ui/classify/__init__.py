"""Learning to recognise the analyst's own classes."""
