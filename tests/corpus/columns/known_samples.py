"""Rows of invented exports: each column is named as the source names it and holds cells of a kind."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

ROWS = 40
START = datetime(2023, 1, 5, 8, 30, tzinfo=UTC)
SENTENCES = (
    "Rode {} km along the canal today and the new saddle is finally comfortable",
    "My sourdough starter smells of old fruit after {} days in the fridge",
    "Stacked {} exposures of the Andromeda galaxy and the tiny core is visible",
    "The bright string buzzes on fret {} whenever I play a barre chord",
    "Planted {} tulips behind the shed, and the deer ate every one of them",
)
TITLES = ("Slow Harbour", "Paper Moon Road", "Glass Garden", "North Wind", "The Night Ferry", "Salt and Iron", "Blue Lanterns")
PEOPLE = ("Mira Kahn", "Otto Vale", "Rosa Lind", "Ivo Brandt", "Lena Sommer", "Paul Arne")
HANDLES = ("mira_k", "otto77", "rosa.l", "ivo_b", "lena-s", "parne")
ZH = ("今天骑了很远的路，新的坐垫终于舒服了", "酵母在冰箱里放了很久，闻起来像水果", "昨晚拍到了仙女座星系，核心很清楚")
JA = ("今日は運河沿いを走った。新しいサドルが快適だ", "パン種が果物の匂いになった。まだ使えるかな")
KO = ("오늘은 강변을 따라 자전거를 오래 탔다", "빵 반죽에서 과일 냄새가 나기 시작했다")
WORDS = ("cycling", "baking", "astronomy", "guitar")


def _when(row: int) -> datetime:
    return START + timedelta(hours=37 * row)


KINDS: dict[str, Callable[[int], object]] = {
    "prose": lambda n: SENTENCES[n % 5].format(n + 20),
    "html": lambda n: f"<p>{SENTENCES[n % 5].format(n + 20)}</p>",
    "title": lambda n: f"{TITLES[n % 7]} {n % 13}",
    "headline": lambda n: " ".join(SENTENCES[n % 5].format(n).split()[:5]),
    "id": lambda n: 40_000_000 + 17 * n,
    "code": lambda n: f"t1_j{n * 7919:06x}",
    "key": lambda n: 500 + n % 9,
    "asin": lambda n: f"B00{n % 9}XYZ{n % 9}Q",
    "uuid": lambda n: f"{n * 2654435761 % 2**32:08x}-28f6-5017-bff6-a002c08{n:05x}",
    "person": lambda n: PEOPLE[n % 6],
    "handle": lambda n: HANDLES[n % 6],
    "userid": lambda n: 7_000_000 + n % 6,
    "usercode": lambda n: f"A{n % 6}QK3VM9T{n % 6}LZ",
    "manyhandles": lambda n: f"{HANDLES[n % 6]}{n % 29}",
    "from80": lambda n: 80 + n % 21,
    "email": lambda n: f"{HANDLES[n % 6]}@example.org",
    "iso": lambda n: _when(n).strftime("%Y-%m-%dT%H:%M:%SZ"),
    "stamp": lambda n: _when(n).strftime("%Y-%m-%d %H:%M:%S"),
    "utc": lambda n: _when(n).strftime("%Y-%m-%d %H:%M:%S UTC"),
    "date": lambda n: _when(n).strftime("%Y-%m-%d"),
    "slashed": lambda n: _when(n).strftime("%Y/%m/%d"),
    "us": lambda n: _when(n).strftime("%m/%d/%y"),
    "long": lambda n: _when(n).strftime("%B %d, %Y"),
    "tweet": lambda n: _when(n).strftime("%a %b %d %H:%M:%S +0000 %Y"),
    "rfc": lambda n: _when(n).strftime("%a, %d %b %Y %H:%M:%S +0000"),
    "epoch": lambda n: int(_when(n).timestamp()),
    "millis": lambda n: int(_when(n).timestamp()) * 1000,
    "micros": lambda n: int(_when(n).timestamp()) * 1_000_000,
    "stars": lambda n: n % 5 + 1,
    "half": lambda n: (n % 10 + 1) / 2,
    "ten": lambda n: n % 10 + 1,
    "from0": lambda n: n % 6,
    "from0to10": lambda n: n % 11,
    "thumb": lambda n: (1, -1)[n % 3 == 0],
    "yesno": lambda n: ("True", "False")[n % 3 == 0],
    "sentiment": lambda n: (0, 4)[n % 2],
    "binary": lambda n: (0, 1)[n % 3 > 0],
    "count": lambda n: n * n % 97,
    "votes": lambda n: n * 7 % 60 - 4,
    "word": lambda n: WORDS[n % 4],
    "words": lambda n: f"{WORDS[n % 4]}, {WORDS[(n + 1) % 4]}",
    "url": lambda n: f"https://example.org/item/{n}",
    "link": lambda n: f"https://example.org/thing/{n % 9}",
    "picture": lambda n: f"https://example.org/faces/{n % 6}.jpg",
    "year": lambda n: 1990 + n % 30,
    "number": lambda n: round(52 + n * 0.37, 4),
    "empty": lambda n: "",
    "none": lambda n: None,
    "same": lambda n: "same",
    "zh": lambda n: ZH[n % 3] + str(n),
    "ja": lambda n: JA[n % 2] + str(n),
    "ko": lambda n: KO[n % 2] + str(n),
    "nick": lambda n: ("小明同学", "爱骑车的猫", "面包师傅", "观星者", "吉他手阿伟", "园丁老王")[n % 6],
    "douban": lambda n: ("力荐", "推荐", "还行", "较差", "很差")[n % 5],
}  # fmt: skip


def cell(kind: str, row: int) -> object:
    """A cell of the kind; "=x" is x in every row."""
    return kind[1:] if kind.startswith("=") else KINDS[kind](row)


def as_csv(columns: Mapping[str, str], delimiter: str = ",") -> bytes:
    """The columns as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(columns)
    writer.writerows([cell(kind, row) for kind in columns.values()] for row in range(ROWS))
    return text.getvalue().encode()


def as_objects(columns: Mapping[str, str]) -> list[dict[str, Any]]:
    """The columns as objects, nested at the points in their names."""
    rows = []
    for row in range(ROWS):
        made: dict[str, Any] = {}
        for name, kind in columns.items():
            here = made
            *outer, last = name.split(".")
            for part in outer:
                here = here.setdefault(part, {})
            here[last] = cell(kind, row)
        rows.append(made)
    return rows


def as_xml(columns: Mapping[str, str], path: str) -> bytes:
    """The columns as elements under the path, such as rss/channel/item."""
    *outer, row = path.split("/")
    rows = "".join(f"<{row}>{_elements(one)}</{row}>" for one in as_objects(columns))
    before, after = "".join(f"<{name}>" for name in outer), "".join(f"</{name}>" for name in reversed(outer))
    return f'<?xml version="1.0"?>{before}{rows}{after}'.encode()


def _elements(values: Mapping[str, Any]) -> str:
    return "".join(
        f"<{name}>{_elements(value) if isinstance(value, Mapping) else escape(str(value))}</{name}>"
        for name, value in values.items()
    )


@dataclass(frozen=True)
class Sample:
    """An invented export.

    form: csv, tsv, lines, json, json:KEY or xml:PATH. title: of the known export, "" where there is none.

    roles: those that are filled. scale: the ends of the value's scale, or None.
    """

    name: str
    form: str
    columns: Mapping[str, str]
    title: str
    roles: Mapping[str, Any]
    scale: tuple[float, float] | None

    @property
    def data(self) -> bytes:
        """The file."""
        form, _, where = self.form.partition(":")
        if form in ("csv", "tsv"):
            return as_csv(self.columns, "," if form == "csv" else "\t")
        if form == "xml":
            return as_xml(self.columns, where)
        rows = as_objects(self.columns)
        if form == "lines":
            return "\n".join(json.dumps(row) for row in rows).encode()
        return json.dumps({where: rows, "total": ROWS} if where else rows).encode()


def samples() -> list[Sample]:
    """All of files/known_samples.json."""
    stated = json.loads((Path(__file__).parent / "files" / "known_samples.json").read_text("utf-8"))
    return [Sample(**{**one, "scale": tuple(one["scale"]) if one["scale"] else None}) for one in stated]
