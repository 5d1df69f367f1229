"""The built-in synthetic sample."""

from interestlab.sample.generate import sample_csv

__all__ = ["sample_csv"]
