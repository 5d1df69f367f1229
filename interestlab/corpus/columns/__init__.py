"""What a column holds: times and ratings, in the many forms in which people write them."""
