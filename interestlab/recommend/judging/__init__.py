"""How good a recommender is and how sure that is: splits, metrics, intervals, audits, searches and logs."""
