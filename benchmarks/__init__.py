"""Side by side with the peers: each script prints tables and ratios and asserts nothing. Run from the project's root."""

import os

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # as workers have it (work/pool.py); read when torch is loaded
