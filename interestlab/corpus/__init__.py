"""Bytes to a Corpus: readers, column roles, languages, quality report."""

from interestlab.corpus.build import BuiltCorpus, build_corpus
from interestlab.corpus.model import Corpus
from interestlab.corpus.readers import RawTable, ReadOptions, RefusedRow, read_table
from interestlab.corpus.report import QualityReport
from interestlab.corpus.roles import Guess, Roles, guess_roles
from interestlab.corpus.weights import WeightRule

__all__ = [
    "BuiltCorpus",
    "Corpus",
    "Guess",
    "QualityReport",
    "RawTable",
    "ReadOptions",
    "RefusedRow",
    "Roles",
    "WeightRule",
    "build_corpus",
    "guess_roles",
    "read_table",
]
