"""How well classifiers do on posts that they have not learned from."""
