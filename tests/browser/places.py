"""Every place of text on the pages, read off the code: each sentence that is given to a door, with what can fill it."""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

from tests.ui.test_say import AT, Reader, files

ROOT = Path(__file__).parents[2]
HOST = "payload.invalid"
NOT_SHOWN = {"data_editor", "text_column", "icon", "choice_label", "screen"}  # canvas, our own names, or no element
CHOICES = {"selectbox", "multiselect", "radio", "segmented_control", "pills", "select_slider"}
PAYLOADS = (
    f"![l](//{HOST}/x)",
    f"[l](//{HOST}/x)",
    f"<img src=//{HOST}/x onerror=alert(1)>",
    f'<a href="//{HOST}" onclick=alert(1)>x</a><svg onload=alert(1)>',
    f"https://{HOST}/x www.{HOST} a@{HOST} HTTP://{HOST}",
    f":material/delete: :red[x] :smile: $latex$ `code` ~~x~~ ![l](//{HOST}/x)",
    f"x\n\n![l](//{HOST}/x)\n\n# h\n\n[r]: //{HOST}\n\n- a",
    "![l]|](//payload.invalid/x)",  # in two places that stand side by side
    f"\\![l](//{HOST}/x)\\",
    "![l]",
    f"![l](//{HOST}/x) " * 200,
)


@dataclass(frozen=True)
class Place:
    """A sentence in the code and the door that it is given to."""

    where: str
    door: str
    sentence: str

    def fillings(self, payload: str) -> dict[str, object]:
        """The payload in each place of text, a number in each of numbers; halves by turns where the payload has two."""
        halves = payload.split("|")
        filled: dict[str, object] = {}
        for _, name, spec, _ in Formatter().parse(self.sentence):
            if name is not None:
                filled[name] = 1234 if spec and not spec.isdigit() else halves[len(filled) % len(halves)]
        return filled


def _sentences(reader: Reader, node: ast.expr) -> list[str]:
    """The texts that the expression may be."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp(body=one, orelse=other):
            return [*_sentences(reader, one), *_sentences(reader, other)]
        case ast.Name(id=name):
            return [text for value in reader._values(name, node) for text in _sentences(reader, value)]
    return []


@cache
def places() -> tuple[Place, ...]:
    """All of them, in the order of the code; sentences without places hold no stranger's text and are left out."""
    found = []
    for path in files():
        name = path.relative_to(ROOT).as_posix()
        reader = Reader(name, path.read_text("utf-8"))
        for node in ast.walk(reader.tree):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="say"), attr=door)) if door not in NOT_SHOWN:
                    where, at = f"{name}:{node.lineno}", AT.get(door, 0)
                    texts = _sentences(reader, node.args[at]) if at is not None else ["{one}"]
                    texts = [text for text in texts if "{" in text or door in CHOICES or door == "joined"]
                    found += [Place(where, door, text) for text in texts]
    return tuple(found)
