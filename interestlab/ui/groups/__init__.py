"""Groups on pages: saved from what is seen, shown on a page of their own, used wherever posts are chosen."""
