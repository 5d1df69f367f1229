"""Each noun to a folder of Parquet, .npy and JSON files, and back; never pickle. Arrays come back read-only, memory-mapped."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from interestlab.corpus.build import BuiltCorpus
from interestlab.corpus.columns.model import Roles
from interestlab.corpus.model import Corpus
from interestlab.corpus.readers.raw import RefusedRow
from interestlab.corpus.report import Counts, Finding, QualityReport, TimeSpan
from interestlab.corpus.sittings import find_sittings
from interestlab.corpus.weights import WeightRule
from interestlab.encode.protocol import Embedding, TokenCounts
from interestlab.home.plain import built as built_value
from interestlab.home.plain import plain
from interestlab.home.store import Store
from interestlab.interests.model import Clustering, InterestMap, InterestName, Names, Neighbours, Projection
from interestlab.interests.words import WordCounts
from interestlab.users.profiles import Profiles, build_profiles


def save_json(folder: Path, name: str, value: Any) -> None:
    (folder / f"{name}.json").write_text(json.dumps(value, ensure_ascii=False), "utf-8")


def load_json(folder: Path, name: str) -> Any:
    return json.loads((folder / f"{name}.json").read_text("utf-8"))


def save_array(folder: Path, name: str, array: NDArray[Any]) -> None:
    np.save(folder / f"{name}.npy", array, allow_pickle=False)


def load_array(folder: Path, name: str) -> NDArray[Any]:
    array: NDArray[Any] = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
    return array


def save_sparse(folder: Path, name: str, matrix: csr_matrix) -> None:
    for part in ("data", "indices", "indptr"):
        save_array(folder, f"{name}.{part}", getattr(matrix, part))
    save_json(folder, f"{name}.shape", list(matrix.shape))


def load_sparse(folder: Path, name: str) -> csr_matrix:
    data, indices, indptr = (np.array(load_array(folder, f"{name}.{part}")) for part in ("data", "indices", "indptr"))
    rows, columns = load_json(folder, f"{name}.shape")
    return csr_matrix((data, indices, indptr), shape=(int(rows), int(columns)))


def save_corpus(folder: Path, built: BuiltCorpus) -> None:
    for name in ("contents", "items", "events"):
        getattr(built.corpus, name).to_parquet(folder / f"{name}.parquet", index=False)
    save_json(folder, "report", plain(built.report))
    built.findings.rows.to_parquet(folder / "findings.parquet", index=False)
    save_json(
        folder,
        "roles",
        {"table": asdict(built.roles), "catalogue": asdict(built.catalogue_roles) if built.catalogue_roles else None},
    )
    save_json(folder, "rule", asdict(built.rule))
    save_json(folder, "digest", built.corpus.digest)


def load_corpus(folder: Path) -> Corpus:
    contents, items, events = (pd.read_parquet(folder / f"{name}.parquet") for name in ("contents", "items", "events"))
    if "sitting" not in contents:  # read before sittings were kept
        contents["sitting"], events["sitting"] = find_sittings(contents, events)
    return Corpus(contents, items, events)


def load_profiles(folder: Path, corpus: Corpus, interest_map: InterestMap) -> Profiles:
    """The profiles of a run; made anew of its corpus and its map where they were kept before there were sittings."""
    if not (folder / "sitting_count.shape.json").exists():
        return build_profiles(corpus, interest_map)
    return load_fields(folder, Profiles)


def load_report(folder: Path) -> QualityReport:
    """The report, also of a corpus that was read before there were findings."""
    values = load_json(folder, "report")
    return _report_of_before(values, folder) if "rows_read" in values else built_value(QualityReport, values)


def load_findings(folder: Path) -> pd.DataFrame:
    """The rows behind the lines of the report: columns finding, line, reason and row."""
    file = folder / "findings.parquet"
    if file.exists():
        return pd.read_parquet(file)
    refused = [("refused", row["line"], row["reason"], row["raw"]) for row in load_json(folder, "report")["refused"]]
    return pd.DataFrame(refused, columns=["finding", "line", "reason", "row"])


def _report_of_before(values: dict[str, Any], folder: Path) -> QualityReport:
    refused = tuple(RefusedRow(**row) for row in values["refused"])
    rows, texts = values["rows_read"] + len(refused), values["contents"]
    counts = Counts(
        rows=rows,
        refused=len(refused),
        without_text=values["empty_texts"],
        texts=texts,
        people=values["users"],
        items=values["items"],
        events=values["events"],
        dated=max(0, values["rows_read"] - values["undated"]),
    )
    findings = [Finding("refused", f"{len(refused):,} of {rows:,} rows were refused.", len(refused))] if refused else []
    total = max(1, sum(values["languages"].values()))
    return QualityReport(
        title="Table",
        roles=load_roles(folder)[0],
        counts=counts,
        time=TimeSpan("", "UTC", values["first"], values["last"]) if values["first"] else None,
        refused=refused[:20],
        languages={code: n / total for code, n in values["languages"].items()},
        languages_of=texts,
        findings=tuple(findings),
        notes=tuple(values["notes"]),
        catalogue_rows=values["catalogue_rows"],
        duplicate_texts=values["duplicate_texts"],
        active_users=values["active_users"],
        shared_items=values["shared_items"],
        length_quantiles=tuple(values["length_quantiles"]),
        weight_sentence=values["weight_sentence"],
    )


def roles_from(values: dict[str, Any]) -> Roles:
    """Roles as JSON gives them back."""
    return Roles(**{**values, "text": tuple(values["text"])})


def load_roles(folder: Path) -> tuple[Roles, Roles | None]:
    """The roles that the corpus was built with: of the table, of the catalogue."""
    values = load_json(folder, "roles")
    return roles_from(values["table"]), roles_from(values["catalogue"]) if values["catalogue"] else None


def load_rule(folder: Path) -> WeightRule:
    return WeightRule(**load_json(folder, "rule"))


def save_embedding(folder: Path, embedding: Embedding, tokens: TokenCounts | None) -> None:
    save_array(folder, "vectors", embedding.vectors)
    counted = None
    if tokens is not None:
        counted = {"texts": len(tokens.totals), "tokens": int(tokens.totals.sum()), "unknown": int(tokens.unknown.sum()),
                   "truncated": int(tokens.truncated.sum())}  # fmt: skip
    save_json(folder, "encoder", {"name": embedding.encoder, "digest": embedding.digest, "tokens": counted})


def load_embedding(folder: Path) -> Embedding:
    encoder = load_json(folder, "encoder")
    return Embedding(load_array(folder, "vectors"), encoder["name"], encoder["digest"])


def save_words(folder: Path, words: WordCounts) -> None:
    save_json(folder, "words", list(words.words))
    save_sparse(folder, "contains", words.contains)


def load_words(folder: Path) -> WordCounts:
    return WordCounts(tuple(load_json(folder, "words")), load_sparse(folder, "contains"))


Noun = TypeVar("Noun")


def save_fields(folder: Path, noun: Any) -> None:
    """A frozen dataclass whose fields are arrays, sparse matrices and plain values."""
    plain = {}
    for field in fields(noun):
        value = getattr(noun, field.name)
        if isinstance(value, np.ndarray):
            save_array(folder, field.name, value)
        elif isinstance(value, csr_matrix):
            save_sparse(folder, field.name, value)
        else:
            plain[field.name] = value
    save_json(folder, "plain", plain)


def load_fields(folder: Path, kind: type[Noun]) -> Noun:
    """What `save_fields` wrote; lists come back as tuples."""
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in load_json(folder, "plain").items()}
    for field in fields(kind):  # type: ignore[arg-type]
        if (folder / f"{field.name}.npy").exists():
            values[field.name] = load_array(folder, field.name)
        elif (folder / f"{field.name}.shape.json").exists():
            values[field.name] = load_sparse(folder, field.name)
    return kind(**values)


def save_value(folder: Path, value: Any) -> None:
    """A frozen dataclass of plain values, mappings, tuples, arrays and other such dataclasses."""
    arrays: list[NDArray[Any]] = []
    save_json(folder, "value", plain(value, arrays))
    np.savez(folder / "arrays.npz", *arrays, allow_pickle=False)


def load_value(folder: Path, kind: type[Noun]) -> Noun:
    """What `save_value` wrote, of that type."""
    with np.load(folder / "arrays.npz", allow_pickle=False) as arrays:
        return built_value(kind, load_json(folder, "value"), [arrays[f"arr_{number}"] for number in range(len(arrays.files))])


def save_names(folder: Path, names: Names) -> None:
    save_json(folder, "names", [asdict(interest) for interest in names.interests])


def load_names(folder: Path) -> Names:
    rows = load_json(folder, "names")
    lists = ("keywords", "scores", "typical", "varied", "also", "parts")  # names of before have neither "also" nor "parts"
    parts = ({part: tuple(row.get(part, ())) for part in lists} for row in rows)
    return Names(
        tuple(
            InterestName(name=row["name"], generic=row.get("generic", False), **part)
            for row, part in zip(rows, parts, strict=True)
        )
    )


def load_map(store: Store, keys: Mapping[str, str]) -> InterestMap:
    """The map of a run from the keys of its steps."""
    folder = {step: store.artifact(step, key) for step, key in keys.items()}
    return InterestMap(
        load_fields(folder["neighbours"], Neighbours),
        load_fields(folder["project"], Projection),
        load_fields(folder["cluster"], Clustering),
        load_names(folder["name"]),
    )
