"""Long work whose result is kept, and the jobs that it runs as."""
