"""The small changes that a mutant makes to a source file, one each, read off its syntax tree."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

COMPARISONS = {
    ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"), ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="), ast.In: ("in", "not in"), ast.NotIn: ("not in", "in"), ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
}  # fmt: skip
ARITHMETIC = {
    ast.Add: ("+", "-"), ast.Sub: ("-", "+"), ast.Mult: ("*", "/"), ast.Div: ("/", "*"), ast.FloorDiv: ("//", "/"),
    ast.Mod: ("%", "//"), ast.Pow: ("**", "*"), ast.BitAnd: ("&", "|"), ast.BitOr: ("|", "&"),
}  # fmt: skip
LOGIC = {ast.And: ("and", "or"), ast.Or: ("or", "and")}
SIGNS = {ast.USub: "-", ast.Not: "not", ast.Invert: "~"}
OPPOSITES = {"min": "max", "any": "all", "minimum": "maximum", "argmin": "argmax", "floor": "ceil"}
OPPOSITES |= {after: before for before, after in OPPOSITES.items()}


@dataclass(frozen=True)
class Change:
    """One mutant: what stands at bytes start..end of a file, and what takes its place."""

    file: Path
    start: int
    end: int
    text: str
    scope: int  # first line of the innermost function around it, 0 for the module and its classes
    counts: bool  # False where it only puts None, drops an argument or turns a switch

    def source(self) -> bytes:
        """The whole file with the change."""
        old = self.file.read_bytes()
        return old[: self.start] + self.text.encode() + old[self.end :]

    @property
    def line(self) -> int:
        return self.file.read_bytes().count(b"\n", 0, self.start) + 1

    @property
    def was(self) -> str:
        """The line that is changed, without the white space around it."""
        return self.file.read_text("utf-8").splitlines()[self.line - 1].strip()

    @property
    def becomes(self) -> str:
        """What the line becomes."""
        return self.source().decode().splitlines()[self.line - 1].strip()


def changes(file: Path) -> list[Change]:
    """All mutants of a Python file, in order; annotations, decorators and f-strings are left alone."""
    return sorted(_Finder(file).found(), key=lambda change: (change.start, change.end, change.text))


class _Finder:
    def __init__(self, file: Path) -> None:
        self._file = file
        self._bytes = file.read_bytes()
        self._starts = [0, *(match.end() for match in re.finditer(rb"\n", self._bytes))]

    def found(self) -> list[Change]:
        return list(self._within(ast.parse(self._bytes), 0))

    def _within(self, node: ast.AST, scope: int) -> Iterator[Change]:
        for start, end, text, counts in self._here(node):
            yield Change(self._file, start, end, text, scope, counts)

        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            inner = min([node.lineno, *(one.lineno for one in node.decorator_list)])
            for default in [*node.args.defaults, *filter(None, node.args.kw_defaults)]:
                yield from self._within(default, scope)
            for part in node.body:
                yield from self._within(part, inner)
            return
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "decorator_list"):
                continue
            for part in value if isinstance(value, list) else [value]:
                if isinstance(part, ast.AST) and not isinstance(part, ast.JoinedStr):
                    yield from self._within(part, scope)

    def _here(self, node: ast.AST) -> Iterator[tuple[int, int, str, bool]]:
        """Start, end, new text of what can be changed at this node itself, and whether it counts."""
        match node:
            case ast.Constant(value=bool()):
                yield *self._span(node), str(not node.value), False
            case ast.Constant(value=int() | float()):
                yield from ((*self._span(node), text, True) for text in _numbers(node.value))
            case ast.Compare():
                sides = [node.left, *node.comparators]
                for left, right, kind in zip(sides, sides[1:], node.ops, strict=False):
                    yield from self._between(left, right, COMPARISONS.get(type(kind)))
            case ast.BinOp() if not any(map(_is_text, (node.left, node.right))):
                yield from self._between(node.left, node.right, ARITHMETIC.get(type(node.op)))
            case ast.AugAssign():
                yield from self._between(node.target, node.value, ARITHMETIC.get(type(node.op)))
            case ast.BoolOp():
                for left, right in zip(node.values, node.values[1:], strict=False):
                    yield from self._between(left, right, LOGIC[type(node.op)])
            case ast.UnaryOp() if type(node.op) in SIGNS:
                start = self._span(node)[0]
                yield start, start + len(SIGNS[type(node.op)]), "", True
            case ast.Call():
                yield from self._call(node)
            case ast.Return(value=ast.expr() as value) | ast.Assign(value=value) if not _is_none(value):
                yield *self._span(value), "None", False

    def _call(self, node: ast.Call) -> Iterator[tuple[int, int, str, bool]]:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in OPPOSITES:
            end = self._span(node.func)[1]
            yield end - len(name), end, OPPOSITES[name], True
        if node.keywords and len(node.args) + len(node.keywords) > 1:
            last = self._span(node.keywords[-1])
            before = max(self._span(one)[1] for one in [*node.args, *node.keywords[:-1]])
            if before < last[0] and b"#" not in self._bytes[before : last[0]]:
                yield before, last[1], "", False

    def _between(self, left: ast.AST, right: ast.AST, swap: tuple[str, str] | None) -> Iterator[tuple[int, int, str, bool]]:
        """The operator between two operands, once it is found where they end and begin."""
        if swap is None:
            return
        start, end = self._span(left)[1], self._span(right)[0]
        words = r"\s+".join(map(re.escape, swap[0].split()))
        edge = r"\b" if swap[0][0].isalpha() else ""
        found = re.search((edge + words + edge).encode(), self._bytes[start:end])
        if found:
            yield start + found.start(), start + found.end(), swap[1], True

    def _span(self, node: ast.AST) -> tuple[int, int]:
        return (
            self._starts[node.lineno - 1] + node.col_offset,
            self._starts[node.end_lineno - 1] + node.end_col_offset,
        )


def _numbers(value: float) -> list[str]:
    """A whole number one more and one less; another doubled and halved."""
    if isinstance(value, int):
        return [str(value + 1), str(value - 1)]
    return ["1.0"] if value == 0 else [repr(value * 2), repr(value / 2)]


def _is_text(node: ast.AST) -> bool:
    """Whether an operand is so clearly no number that the change would only raise."""
    return isinstance(node, ast.JoinedStr | ast.List | ast.Tuple | ast.ListComp) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
    )


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
