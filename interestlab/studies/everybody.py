"""The slates of all users as one table, written a batch of users at a time, so that memory does not grow with their number."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from interestlab.errors import InputError
from interestlab.home.export import BYTE_ORDER_MARK, csv_rows
from interestlab.home.steps import Reporter
from interestlab.home.workspace import Result
from interestlab.questions.everybody import FORMS, EverybodyQuestion, slates_file
from interestlab.questions.recommenders import Ready, ready_recommender, slate_options
from interestlab.recommend.dataset import labelled_items
from interestlab.recommend.histories import histories_of
from interestlab.recommend.host import batches
from interestlab.recommend.protocol import Slate
from interestlab.recommend.slate import recommend
from interestlab.work.limits import memory_limited

Write = Callable[[pd.DataFrame], object]
SCHEMA = pa.schema(
    [
        ("user_id", pa.string()),
        ("rank", pa.int32()),  # 1 = first
        ("item_id", pa.string()),
        ("item", pa.string()),  # its name
        ("score", pa.float32()),  # as the recommender gives it
        ("explored", pa.bool_()),
        ("propensity", pa.float64()),  # of this item at this rank, 0..1
        ("fallback", pa.string()),  # why popular items stand in; null = the recommender itself
    ]
)


def recommend_everybody(result: Result, settings: Mapping[str, Any], folder: Path, reporter: Reporter) -> None:
    """In the job worker; settings as of an `EverybodyQuestion`."""
    question = EverybodyQuestion(**{**settings, "muted": tuple(settings["muted"]), "labels": tuple(settings["labels"])})
    labelled = labelled_items(result.corpus, question.labels, unit=question.unit) if question.labels else None
    with memory_limited():
        ready = ready_recommender(
            result,
            question.recommender,
            parameters=question.parameters,
            unit=question.unit,
            seed=question.seed,
            load=result.workspace.store.upload(question.file_digest) if question.file_digest else None,
            called=question.file_name or None,
        )
        write_all_slates(ready, question, slates_file(folder, question.form), reporter.progress, labelled)


def write_all_slates(
    ready: Ready,
    question: EverybodyQuestion,
    to: Path,
    progress: Callable[[int, int], None],
    labelled: NDArray[np.bool_] | None = None,
) -> tuple[int, int]:
    """Writes a table of the columns of SCHEMA, users in the dataset's order; returns the numbers of users and of rows.

    labelled (m,): the items that the question's labels allow, from `labelled_items`. The ending of `to` says in which form.
    Raises InputError where it is none of FORMS or the file cannot be written.
    """
    dataset, rows = ready.dataset, 0
    options = {**slate_options(ready, question, labelled), "explained": False}
    people = len(dataset.users)
    with _writer(to) as write:
        for users in batches(people, len(dataset.items)):
            progress(int(users[0]), people)
            table = slates_table(recommend(dataset, ready.fitted, histories_of(dataset, users), **options))
            write(table)
            rows += len(table)
    progress(people, people)
    return people, rows


def slates_table(slates: list[Slate]) -> pd.DataFrame:
    """One row a recommended item, with the columns of SCHEMA."""
    found = [
        (slate.user, rank, one.item_id, one.name, one.score, one.explored, one.propensity, slate.fallback)
        for slate in slates
        for rank, one in enumerate(slate.items, 1)
    ]
    table = pd.DataFrame(found, columns=SCHEMA.names)
    return table.astype({"rank": np.int32, "score": np.float32, "propensity": np.float64, "explored": np.bool_})


@contextmanager
def _writer(to: Path) -> Iterator[Write]:
    """What appends a table to the file, which takes its place only when all is written."""
    form = to.suffix.lower().removeprefix(".")
    if form not in FORMS:
        raise InputError(
            f"Recommendations are written to a file that ends in .parquet or .csv; this one ends in “{to.suffix}”."
        )
    aside = to.with_name(f".{to.name}.{os.getpid()}")
    try:
        with _parquet(aside) if form == "parquet" else _csv(aside) as write:
            yield write
        aside.replace(to)
    except OSError as error:
        raise InputError(f"“{to}” cannot be written: {error.strerror or error}.") from error
    finally:
        aside.unlink(missing_ok=True)


@contextmanager
def _parquet(to: Path) -> Iterator[Write]:
    with pq.ParquetWriter(to, SCHEMA) as file:
        yield lambda table: file.write_table(pa.Table.from_pandas(table, SCHEMA, preserve_index=False))


@contextmanager
def _csv(to: Path) -> Iterator[Write]:
    with to.open("wb") as file:
        file.write(BYTE_ORDER_MARK + csv_rows(pd.DataFrame(columns=SCHEMA.names), header=True))
        yield lambda table: file.write(csv_rows(table, header=False))
