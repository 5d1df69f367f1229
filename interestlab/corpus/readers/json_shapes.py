"""The table inside a JSON document of any shape.

What is looked for is the list of objects, at any depth, that holds most text; a list inside objects is opened with its parent's
values repeated. Tables as pandas writes them and columns side by side are turned into rows first.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from interestlab.corpus.readers.headers import LOOKED_AT, find_header

MOST_DEPTH = 60
_MOST_LOOKED_AT = 3_000  # objects of one list
_KEYED = 5  # objects of equal shape, or texts, under ids are rows from so many on
_KEYED_LISTS = 3  # lists of objects under ids are one list from so many on
_MOST_KEYED_DEPTH = 8


@dataclass(frozen=True)
class FoundRows:
    """Rows that were found: objects of plain values and nested objects. path: where, such as "response.results"."""

    rows: list[Any]
    path: str = ""
    others: tuple[str, ...] = ()  # lists of objects beside it that were not read
    answers: tuple[str, ...] = ()  # names of lists in the rows whose objects became rows, too


@dataclass
class _List:
    """All objects that stand under one path, over all of its parents."""

    path: tuple[str, ...]
    count: int = 0
    seen: set[str] = field(default_factory=set)
    letters: int = 0

    def add(self, item: Mapping[str, Any]) -> None:
        self.count += 1
        if self.count <= _MOST_LOOKED_AT:
            for text in _own_texts(item):
                if text not in self.seen:
                    self.seen.add(text)
                    self.letters += _worth(text)


def find_rows(document: Any) -> FoundRows | None:
    """The rows of the document; None where it holds no table and no texts."""
    document = _of_keys(_of_pandas(document))
    if isinstance(document, list) and _are_texts(document):
        return FoundRows([{"text": text} for text in document])
    if isinstance(document, list) and document and all(isinstance(row, list) for row in document[:50]):
        return FoundRows(_rows_of_lists(document))
    lists: dict[tuple[str, ...], _List] = {}
    _collect(document, (), lists, 0)
    if not lists:
        return _texts_below(document)
    best = max(lists.values(), key=lambda one: (one.letters, one.count, -len(one.path)))
    shallow = [one for one in lists.values() if one.path == best.path[: len(one.path)] and one.letters >= 0.7 * best.letters]
    chosen = min(shallow, key=lambda one: len(one.path))
    if chosen.count < 2 and isinstance(document, Mapping) and chosen.letters < 0.5 * sum(map(_worth, _own_texts(document))):
        return FoundRows([document])
    rows, answers = _with_answers(list(_opened(document, chosen.path, {})))
    others = [
        ".".join(part for part in one.path if part)
        for one in lists.values()
        if one is not chosen and chosen.path[: len(one.path)] != one.path and one.path[: len(chosen.path)] != chosen.path
    ]
    return FoundRows(rows, ".".join(part for part in chosen.path if part), tuple(others), answers)


def _with_answers(rows: list[Any]) -> tuple[list[Any], tuple[str, ...]]:
    """The rows, each followed by the rows of its own kind that lie in it, such as answers to a post, and their names."""
    names: dict[str, None] = {}

    def opened(item: Any, depth: int) -> Iterator[Any]:
        inside = [name for name, value in item.items() if _are_alike(item, value)] if isinstance(item, Mapping) else []
        if not inside or depth > MOST_DEPTH:
            yield item
            return
        names.update(dict.fromkeys(inside))
        yield {name: value for name, value in item.items() if name not in inside}
        for name in inside:
            for answer in item[name]:
                yield from opened(answer, depth + 1)

    found = [row for item in rows for row in opened(item, 0)]
    empty = dict.fromkeys(names)  # a post without answers has an empty list
    return [
        {k: v for k, v in row.items() if k not in empty or v} if empty and isinstance(row, Mapping) else row for row in found
    ], tuple(names)


def _are_alike(item: Mapping[str, Any], value: Any) -> bool:
    """Whether a list inside an object holds objects of its kind: most of their names are its own, a text's among them."""
    if not _is_table(value):
        return False
    inner = next(one for one in value if isinstance(one, Mapping))
    own = [name for name in inner if name in item]
    texts = any(isinstance(item[name], str) and isinstance(inner[name], str) and " " in inner[name] for name in own)
    return texts and len(own) >= 2 and len(own) >= 0.6 * sum(not _is_table(part) for part in inner.values())


def _of_pandas(document: Any) -> Any:
    """Tables as pandas writes them, and columns side by side, as lists of objects."""
    if not isinstance(document, Mapping):
        return document
    data, columns = document.get("data"), document.get("columns")
    if isinstance(data, list) and isinstance(columns, list):
        return [dict(zip(map(str, columns), row, strict=False)) for row in data if isinstance(row, list)]
    if isinstance(data, list) and "schema" in document:
        return data
    return _side_by_side(document)


def _side_by_side(document: Mapping[str, Any]) -> Any:
    """{column: [values]}, or objects of equal shape under names, as rows; the document itself where it is neither."""
    values = list(document.values())
    if (
        values
        and all(isinstance(value, list) for value in values)
        and len({len(value) for value in values}) == 1
        and len(values[0]) > 1
    ):
        if not any(isinstance(one, Mapping) for value in values for one in value[:5]):
            return [dict(zip(document, row, strict=True)) for row in zip(*values, strict=True)]
        return document
    if len(values) >= 2 and all(isinstance(value, Mapping) and value for value in values):
        return _of_mappings(document)
    return document


def _of_keys(value: Any, depth: int = 0) -> Any:
    """What stands under ids as lists, at any depth: objects of equal shape, lists of such objects, and texts."""
    if not isinstance(value, Mapping) or depth > _MOST_KEYED_DEPTH:
        return value
    values = list(value.values())
    if len(values) >= _KEYED and all(isinstance(one, str) for one in values) and all(_is_id(key) for key in value):
        return [{"key": key, "text": text} for key, text in value.items()]
    if len(values) >= _KEYED_LISTS and all(_is_table(one) for one in values):
        shapes = [{key for row in one[:5] if isinstance(row, Mapping) for key in row} for one in values]
        if len(set.intersection(*shapes)) >= 0.6 * len(set.union(*shapes)):
            return [
                {"key": key, **row} if isinstance(row, Mapping) and "key" not in row else row
                for key, rows in value.items()
                for row in rows
            ]
    if depth and len(values) >= _KEYED and all(isinstance(one, Mapping) and one for one in values):
        made = _of_mappings(value)
        if made is not value:
            return made
    return {key: _of_keys(inner, depth + 1) for key, inner in value.items()}


def _is_id(key: str) -> bool:
    return any(letter.isdigit() for letter in key)


def _of_mappings(document: Mapping[str, Any]) -> Any:
    """{column: {row: value}} or {row: {column: value}} as rows; the document itself where its objects are not alike."""
    inner = [set(value) for value in document.values()]
    plain = all(not isinstance(one, Mapping) for value in document.values() for one in list(value.values())[:5])
    shared = set.intersection(*inner)
    if (
        plain
        and len(shared) >= 2
        and all(keys == shared for keys in inner)
        and all(str(key).isdigit() for key in list(shared)[:50])
    ):
        order = list(next(iter(document.values())))
        return [{column: values[row] for column, values in document.items()} for row in order]
    union = set.union(*inner)
    if (
        len(document) >= (2 if plain and len(shared) == len(union) >= 2 else _KEYED)
        and len(union) <= 3 * max(map(len, inner))
        and sum(map(len, inner)) >= 0.4 * len(union) * len(inner)
    ):
        return [{"key": key, **value} if "key" not in value else dict(value) for key, value in document.items()]
    return document


def _are_texts(values: Sequence[Any]) -> bool:
    return bool(values) and sum(isinstance(value, str) for value in values) >= 0.9 * len(values)


def _rows_of_lists(lists: Sequence[Any]) -> list[Any]:
    """Lists as objects; the first names the columns where it looks like a header."""
    first = lists[0]
    named = all(isinstance(cell, str) for cell in first) and len(set(first)) == len(first)
    if named:
        cells = [[str(cell) for cell in row] for row in lists[:LOOKED_AT] if isinstance(row, list)]
        header = find_header(cells)
        named = header.rows > 0 and header.first == 0
    width = max(len(row) for row in lists if isinstance(row, list))
    names = [str(cell) for cell in first] if named else []
    names += [f"column_{number}" for number in range(len(names) + 1, width + 1)]
    return [dict(zip(names, row, strict=False)) if isinstance(row, list) else row for row in lists[int(named) :]]


def _collect(value: Any, path: tuple[str, ...], lists: dict[tuple[str, ...], _List], depth: int) -> None:
    """Every list of objects by its path; "" in a path stands for a list without a name."""
    if depth > MOST_DEPTH:
        return
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if isinstance(inner, Mapping | list):
                _collect(inner, (*path, str(key)), lists, depth + 1)
    elif isinstance(value, list):
        inside = path or ("",)
        for item in value:
            if isinstance(item, Mapping):
                lists.setdefault(inside, _List(inside)).add(item)
                _collect(item, inside, lists, depth + 1)
            elif isinstance(item, list):
                _collect(item, (*inside, ""), lists, depth + 1)


def _own_texts(item: Mapping[str, Any], depth: int = 0) -> Iterator[str]:
    """Texts of an object and of objects inside it, not of lists."""
    for value in item.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping) and depth < 4:
            yield from _own_texts(value, depth + 1)
        elif isinstance(value, list):
            yield from (part for part in value if isinstance(part, str))


def _worth(text: str) -> int:
    """Letters that may be somebody's words: addresses, ids and times count nothing."""
    if "://" in text[:12] or (" " not in text and text.isascii()) or text[:4].isdigit():
        return 1
    return min(len(text), 300)


def _opened(value: Any, path: tuple[str, ...], parent: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The objects under the path, each with the plain values of the objects that it lies in."""
    if not path:
        yield from _items(value, parent)
        return
    key, rest = path[0], path[1:]
    if key == "":
        for item in value if isinstance(value, list) else ():
            if rest:
                yield from _opened(item, rest, _with_parent(item, parent, rest[0]) if isinstance(item, Mapping) else parent)
            elif isinstance(item, Mapping):
                yield {**_not_in(parent, item), **item}
            elif not rest:
                yield item
        return
    if isinstance(value, list):
        for item in value:
            if isinstance(item, Mapping):
                yield from _opened(item, path, _with_parent(item, parent, key))
        return
    inner = value.get(key) if isinstance(value, Mapping) else None
    if rest:
        yield from _opened(inner, rest, parent)
    else:
        yield from _items(inner, parent)


def _items(value: Any, parent: Mapping[str, Any]) -> Iterator[Any]:
    for item in value if isinstance(value, list) else ():
        yield {**_not_in(parent, item), **item} if isinstance(item, Mapping) else item


def _not_in(parent: Mapping[str, Any], item: Mapping[str, Any]) -> dict[str, Any]:
    return {name if name not in item else f"parent.{name}": value for name, value in parent.items()}


def _with_parent(item: Mapping[str, Any], parent: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {**parent, **_plain(item, key)}


def _plain(item: Mapping[str, Any], key: str) -> dict[str, Any]:
    """What of an object is repeated with each of its inner objects."""
    return {name: value for name, value in item.items() if name != key and not _is_table(value)}


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(one, Mapping) for one in value[:5])


def _texts_below(document: Any) -> FoundRows | None:
    """Lists of texts somewhere, each text with the names that it stands under, or a single object."""
    if not isinstance(document, Mapping):
        return None
    lists = list(_text_lists(document, ()))
    if len(lists) == 1:
        return FoundRows([{"text": text} for text in lists[0][1]], ".".join(lists[0][0]))
    if lists:
        return FoundRows([{"key": ".".join(path), "text": text} for path, texts in lists for text in texts])
    return FoundRows([document]) if document else None


def _text_lists(value: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Sequence[Any]]]:
    for key, inner in value.items():
        if isinstance(inner, Mapping) and len(path) < MOST_DEPTH:
            yield from _text_lists(inner, (*path, str(key)))
        elif isinstance(inner, list) and _are_texts(inner):
            yield (*path, str(key)), inner
