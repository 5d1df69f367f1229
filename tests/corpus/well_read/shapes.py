"""Files that stand for a form: encodings, delimiters, JSON, Parquet, workbooks, times, odd names."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa

from tests.corpus.well_read.tables import (
    as_csv,
    as_gzip,
    as_json,
    as_lines,
    as_objects,
    as_parquet,
    as_records,
    as_workbook,
)
from tests.corpus.well_read.writing import days, people, sentences

N = 30
BEGIN = datetime(2023, 3, 4, 8, 30, tzinfo=UTC)


def posts(language: str = "en", /, **more: Any) -> dict[str, Any]:
    """Thirty posts of nine people."""
    return {"user": people(N), "date": days(N), "text": sentences(language, N), **more}


def moments() -> list[datetime]:
    """A time for each post, some hours apart."""
    return [BEGIN + timedelta(hours=7 * i, minutes=i) for i in range(N)]


def odd_ids() -> bytes:
    names = ["NaN", "null", "None", "NA", "n/a", "nan"]
    table = posts(item=[f"item{i % 9}" if i % 5 else names[i % 6] for i in range(N)])
    return as_csv({**table, "user": [names[i // 5 % 6] if i % 5 == 0 else f"u{i % 4}" for i in range(N)]})


def large_ids() -> bytes:
    users = [9007199254740993 + 2 * (i % 7) for i in range(N)]
    return as_lines(
        as_objects({"user_id": users, "item_id": [90071992547409931 + i % 5 for i in range(N)], "text": sentences("en", N)})
    )


def quoted_breaks() -> bytes:
    texts = [f'{text}\r\nSecond line, with a "quoted" word' for text in sentences("en", N)]
    return as_csv(posts(text=texts), end="\r\n")


def one_row_tells() -> bytes:
    dates = [f"{1 + i % 12:02}/{1 + i % 9:02}/2023" for i in range(N)]
    return as_csv(posts(date=[*dates[:17], "13/01/2023", *dates[18:]]))


def equal_names() -> bytes:
    rows = list(
        zip(people(N), sentences("en", N), days(N), [f"v{i}" for i in range(N)], [f"w{i}" for i in range(N)], strict=True)
    )
    return as_records(["user", "text", "date", "note", "note"], rows)


def reserved_names() -> bytes:
    numbers = [str(100 + i) for i in range(N)]
    return as_csv(posts(doc_id=numbers, language=["xx"] * N, text_2=["other"] * N, source_row=numbers, _row=numbers))


def broken_last_line() -> bytes:
    return as_lines(as_objects(posts())) + b'{"user": "mira.k", "date": "2023-12-'


def lists() -> bytes:
    return as_parquet(posts(keywords=[["slow", "metal"], ["blue"], []] * 10))


def structs() -> bytes:
    table = posts()
    return as_parquet(
        {
            "text": table["text"],
            "date": table["date"],
            "author": [{"id": name, "followers": i} for i, name in enumerate(table["user"])],
        }
    )


def categories() -> bytes:
    topics = pa.array([["travel", "tools", "food"][i % 3] for i in range(N)]).dictionary_encode()
    return as_parquet(posts(category=topics))


def decimals() -> bytes:
    return as_parquet(posts(rating=pa.array([Decimal(i % 5 + 1) / 2 for i in range(N)], pa.decimal128(4, 1))))


def nanoseconds() -> bytes:
    return as_parquet(posts(date=pa.array(moments(), pa.timestamp("ns", tz="UTC"))))


def nested() -> bytes:
    table = posts()
    return as_json(
        [
            {"body": text, "created_at": date + "T10:00:00Z", "author": {"name": user, "badge": {"level": 2}}}
            for text, date, user in zip(table["text"], table["date"], table["user"], strict=True)
        ]
    )


def in_columns() -> bytes:
    return as_json(posts())


def second_sheet() -> bytes:
    return as_workbook({"Posts": posts(), "Legend": {"column": ["user", "text"], "meaning": ["who", "what"]}})


def chinese_times() -> bytes:
    return as_csv({"用户名": people(N), "发布时间": days(N, "{y}年{m}月{d}日"), "内容": sentences("zh", N)})


def written(language: str, encoding: str) -> Callable[[], bytes]:
    return lambda: as_csv(posts(language), encoding)


SHAPES: dict[str, Callable[[], bytes]] = {
    "ids_like_missing.csv": odd_ids,
    "ids_beyond_2_53.jsonl": large_ids,
    "few_documents.csv": lambda: as_csv({name: values[:20] for name, values in posts().items()}),
    "bom.csv": written("en", "utf-8-sig"),
    "crlf_in_quotes.csv": quoted_breaks,
    "day_first_told_by_one_row.csv": one_row_tells,
    "equal_column_names.csv": equal_names,
    "reserved_column_names.csv": reserved_names,
    "broken_last_line.jsonl": broken_last_line,
    "list_column.parquet": lists,
    "struct_column.parquet": structs,
    "categorical.parquet": categories,
    "decimal.parquet": decimals,
    "nanoseconds.parquet": nanoseconds,
    "gb18030.csv": written("zh", "gb18030"),
    "big5.csv": written("hant", "big5"),
    "shift_jis.csv": written("ja", "shift_jis"),
    "cp949.csv": written("ko", "cp949"),
    "cp1251.csv": written("ru", "cp1251"),
    "cp1252.csv": written("de", "cp1252"),
    "utf16.csv": written("zh", "utf-16"),
    "utf16_le_without_mark.csv": written("en", "utf-16-le"),
    "tab.tsv": lambda: as_csv(posts(), delimiter="\t"),
    "semicolon.csv": lambda: as_csv(posts("de"), delimiter=";"),
    "pipe.csv": lambda: as_csv(posts(), delimiter="|"),
    "packed.csv.gz": lambda: as_gzip(as_csv(posts())),
    "one_sheet.xlsx": lambda: as_workbook({"Sheet1": posts()}),
    "second_sheet.xlsx": second_sheet,
    "list.json": lambda: as_json(as_objects(posts()), indent=1),
    "under_data.json": lambda: as_json({"version": 3, "data": as_objects(posts())}),
    "columns.json": in_columns,
    "nested.json": nested,
    "epoch_seconds.csv": lambda: as_csv(posts(date=[int(one.timestamp()) for one in moments()])),
    "epoch_milliseconds.csv": lambda: as_csv(posts(date=[int(one.timestamp() * 1000) for one in moments()])),
    "month_day_year_clock.csv": lambda: as_csv(posts(date=days(N, "{m}/{d}/{y} {H:02}:{M:02}"))),
    "chinese_times.csv": chinese_times,
    "iso_with_zones.csv": lambda: as_csv(posts(date=days(N, "{y}-{m:02}-{d:02}T{H:02}:{M:02}:00+02:00"))),
    "images.csv": lambda: as_csv(posts(image=[f"https://img.example/{i}.jpg" for i in range(N)])),
    "labels.csv": lambda: as_csv(posts(topic=[["garden", "cycling", "film"][i % 3] for i in range(N)])),
    "missing_cells.csv": lambda: as_csv(posts(user=[name if i % 4 else None for i, name in enumerate(people(N))])),
}
