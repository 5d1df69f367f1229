"""Bytes to a Corpus: readers, importers, column roles, languages, the report."""

from interestlab.corpus.build import BuiltCorpus, build_corpus
from interestlab.corpus.columns.model import Guess, Roles
from interestlab.corpus.columns.roles import guess_roles
from interestlab.corpus.measure import measure
from interestlab.corpus.model import Corpus
from interestlab.corpus.prepared import Choices, Prepared, prepare
from interestlab.corpus.readers.raw import RawTable, ReadOptions, RefusedRow
from interestlab.corpus.reading import ReadFile, read_file, read_table
from interestlab.corpus.report import QualityReport, report_json
from interestlab.corpus.weights import WeightRule

__all__ = [
    "BuiltCorpus",
    "Choices",
    "Corpus",
    "Guess",
    "Prepared",
    "QualityReport",
    "RawTable",
    "ReadFile",
    "ReadOptions",
    "RefusedRow",
    "Roles",
    "WeightRule",
    "build_corpus",
    "guess_roles",
    "measure",
    "prepare",
    "read_file",
    "read_table",
    "report_json",
]
