"""InterestLab: find out what a community's users care about, why the model says so, and what to show them next."""

__version__ = "0.1.0"
