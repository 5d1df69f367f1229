"""Tables of a result to a Parquet, CSV or JSON Lines file. Vectors are personal data and never leave in an export."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from interestlab.errors import InputError
from interestlab.home.classes import PROBABILITY

if TYPE_CHECKING:
    from interestlab.home.workspace import Result

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# At the start of a cell a spreadsheet takes these for a formula, full-width forms included.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def documents_table(result: "Result", groups: Mapping[str, NDArray[np.bool_]] | None = None) -> pd.DataFrame:
    """One row a content: doc_id, source_row, item_id, user_id, timestamp, interest_id (-1 = none), interest_name, strength,
    x, y, label; groups, the names of those that it is in, parted by “|”, where there are any; and for each trained classifier
    that is applied the class, its probability, and whether it is by hand.

    groups: (n,) masks by the names of the groups.
    """
    contents, found = result.corpus.contents, result.map
    table = contents[["doc_id", "source_row", "item_id", "user_id", "timestamp"]].copy()
    table["interest_id"] = _ids(result, np.asarray(found.interest))
    table["interest_name"] = [found.name(interest) if interest >= 0 else None for interest in found.interest.tolist()]
    table["strength"] = np.asarray(found.clustering.strength)
    table["x"], table["y"] = found.points[:, 0], found.points[:, 1]
    table["label"] = contents["label"]
    if groups:
        inside = np.stack(list(groups.values()), axis=1)
        names = np.array([name.replace("|", "/") for name in groups], object)
        table["groups"] = pd.Series(["|".join(names[row]) for row in inside], dtype="str")
    for one in result.classes.values():
        table[one.column] = one.names_of(one.shown)
        table[f"{one.name}{PROBABILITY}"] = np.asarray(one.applied.sure, np.float64).round(4)
        table[f"{one.name} (by hand)"] = np.asarray(one.by_hand) >= 0
    return table


def interests_table(result: "Result") -> pd.DataFrame:
    """One row an interest: interest_id, name, also (what else is in it), parts (of a mixture), generic (praise or small talk),
    keywords, size, share (of all contents, 0..1), users, first, last; note, pinned and aside as the analyst has marked it."""
    contents, found = result.corpus.contents, result.map
    groups = contents.assign(interest=np.asarray(found.interest)).groupby("interest")
    numbers = range(found.count)
    table = pd.DataFrame({"interest_id": list(result.interest_ids), "name": [found.name(i) for i in numbers]})
    table["also"] = ["|".join(found.names.interests[i].also) for i in numbers]
    table["parts"] = ["|".join(found.names.interests[i].parts) for i in numbers]
    table["generic"] = [found.names.interests[i].generic for i in numbers]
    table["keywords"] = ["|".join(found.names.interests[i].keywords) for i in numbers]
    table["size"] = found.sizes
    table["share"] = found.sizes / len(found)
    table["users"] = groups["user_id"].nunique().reindex(numbers, fill_value=0).to_numpy()
    table["first"] = groups["timestamp"].min().reindex(numbers).to_numpy()
    table["last"] = groups["timestamp"].max().reindex(numbers).to_numpy()
    for mark in ("note", "pinned", "aside"):
        table[mark] = [getattr(one, mark) for one in result.curated.marks]
    return table


def users_table(result: "Result") -> pd.DataFrame:
    """One row a user and interest: ids, interest_name, share with its 95 % interval, count of pieces of evidence; `unclear`
    counts the user's pieces of no clear interest."""
    profiles, found = result.profiles, result.map
    share, count = profiles.share.tocoo(), profiles.count.tocsr()
    users = np.array(profiles.users, dtype=object)
    table = pd.DataFrame({"user_id": users[share.row], "interest_id": _ids(result, share.col), "share": share.data}).astype(
        {"user_id": "str"}
    )
    rows, columns = share.row, share.col
    for name, values in (("low", profiles.low.tocsr()), ("high", profiles.high.tocsr()), ("count", count)):
        # a sparse matrix that is asked for no place at all answers with one row
        table[name] = np.asarray(values[rows, columns]).ravel() if len(rows) else np.zeros(0)
    table["unclear"] = np.asarray(profiles.unclear)[rows]
    table.insert(2, "interest_name", pd.Series([found.name(int(i)) for i in columns], dtype="str"))
    return table.sort_values(["user_id", "share"], ascending=[True, False], ignore_index=True)


def _ids(result: "Result", interest: NDArray[np.integer]) -> NDArray[np.int64]:
    """The ids of interests given by their numbers in the map; -1 stays -1."""
    return np.asarray(np.array([*result.interest_ids, -1], np.int64)[interest])


TABLES = {"documents": documents_table, "interests": interests_table, "users": users_table}


def export_table(result: "Result", name: str, to: Path, groups: Mapping[str, NDArray[np.bool_]] | None = None) -> int:
    """Writes a table; returns the number of rows. Raises InputError for an ending that is not known.

    groups: as `documents_table` takes them.
    """
    table = documents_table(result, groups) if name == "documents" else TABLES[name](result)
    if result.draft_of:  # what was drawn by a draft must not be taken for exact where it is found later
        table["draft_of"] = result.draft_of
    writers = {".parquet": write_parquet, ".csv": write_csv, ".jsonl": write_json_lines}
    writer = writers.get(to.suffix.lower())
    if writer is None:
        raise InputError(f"A table is written to a file that ends in .parquet, .csv or .jsonl; this one ends in “{to.suffix}”.")
    try:
        writer(table, to)
    except OSError as error:
        raise InputError(f"“{to}” cannot be written: {error.strerror}.") from error
    return len(table)


def write_parquet(table: pd.DataFrame, to: Path) -> None:
    table.to_parquet(to, index=False)


def write_csv(table: pd.DataFrame, to: Path) -> None:
    to.write_bytes(csv_bytes(table))


def write_json_lines(table: pd.DataFrame, to: Path) -> None:
    table.to_json(to, orient="records", lines=True, date_format="iso", force_ascii=False)


def csv_bytes(table: pd.DataFrame) -> bytes:
    """The whole table as a file: UTF-8 with a byte-order mark, which Excel needs."""
    return BYTE_ORDER_MARK + csv_rows(table, header=True)


def csv_rows(table: pd.DataFrame, *, header: bool) -> bytes:
    """The rows as UTF-8; text that a spreadsheet would run is marked with an apostrophe."""
    safe = table.copy()
    for name in safe.columns:
        if pd.api.types.is_string_dtype(safe[name].dtype):
            risky = safe[name].fillna("").str.startswith(FORMULA)
            safe[name] = safe[name].mask(risky, "'" + safe[name].fillna(""))
    safe.columns = pd.Index([f"'{c}" if str(c).startswith(FORMULA) else str(c) for c in safe.columns])
    text: str = safe.to_csv(
        index=False, header=header, lineterminator="\r\n"
    )  # with "\n" a lone CR would not be quoted and split its row
    return text.encode("utf-8", "replace")
