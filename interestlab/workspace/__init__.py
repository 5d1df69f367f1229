"""The store, the catalogue, the steps, the jobs; the only place that knows folders and processes."""
