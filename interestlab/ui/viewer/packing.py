"""The bytes that the attention viewer gets, what of its answers is believed, and how a choice stands in the URL."""

import json
import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from interestlab.attention.kept import Description
from interestlab.attention.planes import picture_bytes, plane_names
from interestlab.questions.attention import PlaneAnswer
from interestlab.ui.text import plain_text

View = Literal["tokens", "matrix", "layers"]
VIEWS: tuple[View, ...] = ("tokens", "matrix", "layers")
Looks = Literal["both", "own", "other"]
LOOKS: tuple[Looks, ...] = ("both", "own", "other")
THROUGH = ("rollout", "flow")  # all layers at once, beside their mean
_LONGEST_TOKEN = 40


@dataclass(frozen=True)
class AttentionChoice:
    """What the analyst looks at."""

    layer: int | str | None = None  # None = the mean over all layers, or "rollout" or "flow"
    head: int | None = None  # None = the mean over all heads
    token: int = 0  # whose attention is shown
    specials: bool = True  # whether special tokens are kept
    view: View = "tokens"
    words: bool = False  # whether tokens are gathered to words
    threshold: float = 0.0  # smaller weights are not shown
    looks: Looks = "both"  # which text of a pair is looked at, seen from the token that looks

    @property
    def plane(self) -> str:
        """The plane that shows it."""
        if self.view == "layers":
            return "layers"
        if self.layer is None:
            return "all" if self.head is None else "mean"
        return f"flow:{self.token}" if self.layer == "flow" else str(self.layer)


def read_choice(described: Description, state: object, *, keep_token: bool = True) -> AttentionChoice:
    """A choice as the browser or an older text gives it; what is missing or impossible is the mean and the text's opening."""
    given = state if isinstance(state, Mapping) else {}
    layers, heads = described.pictures.shape[:2]
    layer = given.get("layer")
    token = _index(given.get("token"), len(described)) if keep_token else None
    view = given.get("view")
    threshold, looks = given.get("threshold"), given.get("looks")
    return AttentionChoice(
        layer=layer if layer in THROUGH else _index(layer, layers),
        head=_index(given.get("head"), heads) if layer not in THROUGH else None,
        token=described.opening if token is None else token,
        specials=bool(given.get("specials", True)),
        view=view if view in VIEWS else "tokens",
        words=bool(given.get("words", False)),
        threshold=float(threshold) if isinstance(threshold, int | float) and 0 <= threshold <= 1 else 0.0,
        looks=looks if looks in LOOKS and described.second.any() else "both",
    )


def asked_plane(described: Description, state: object, choice: AttentionChoice) -> str:
    """The plane that the browser asks for, or else what the choice needs."""
    asked = state.get("plane") if isinstance(state, Mapping) else None
    kind, _, token = str(asked).rpartition(":")
    known = asked in plane_names(described.pictures.shape[0])
    flow = kind == "flow" and token.isdecimal() and int(token) < len(described)
    return str(asked) if known or flow else choice.plane


def pack_attention(described: Description, plane: PlaneAnswer, choice: AttentionChoice, *, encoder: str = "") -> bytes:
    """u32 length of the header, header (JSON), weights of the plane (n, rows, T), pictures (layers, heads, s, s).

    Weights are bytes as `row_bytes` makes them, pictures as `picture_bytes` does.
    """
    layers, heads, side = described.pictures.shape[:3]
    header = {
        "revision": described.revision,
        "encoder": plain_text(encoder, 80),
        "layers": layers,
        "heads": heads,
        "side": side,
        "tokens": [_shown(token) for token in described.tokens],
        "words": [_shown(word) for word in described.words],
        "words_of": described.word_of_token.tolist(),
        "special": described.special.astype(int).tolist(),
        "prefix": described.prefix.astype(int).tolist(),
        "unknown": described.unknown.astype(int).tolist(),
        "second": described.second.astype(int).tolist(),
        "read": described.read,
        "totals": described.totals,
        "total": described.total,
        "causal": described.causal,
        "plane": {"name": plane.name, "n": _depth(described, plane), "rows": plane.rows, "among": plane.among},
        "choice": asdict(choice),
    }
    text = json.dumps(header, separators=(",", ":")).encode()
    return struct.pack("<I", len(text)) + text + plane.weights + picture_bytes(described.pictures)


def _depth(described: Description, plane: PlaneAnswer) -> int:
    return len(plane.weights) // max(1, plane.rows * len(described))


def _shown(token: str) -> str:
    return plain_text(token, _LONGEST_TOKEN) or "␣"


def _index(value: object, end: int) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < end else None


_DEFAULT = AttentionChoice()
_FIELDS = ("layer", "head", "token", "view", "specials", "words", "threshold", "looks")


def choice_query(choice: AttentionChoice) -> dict[str, str]:
    """Query parameters of a choice, numbers from 1 as people count; what is as usual is left out, but for the token."""
    found = {"token": str(choice.token + 1)}
    if choice.layer is not None:
        found["layer"] = str(choice.layer + 1) if isinstance(choice.layer, int) else choice.layer
    if choice.head is not None:
        found["head"] = str(choice.head + 1)
    for name in ("view", "specials", "words", "threshold", "looks"):
        value = getattr(choice, name)
        if value != getattr(_DEFAULT, name):
            found[name] = str(int(value)) if isinstance(value, bool) else str(value)
    return found


def query_choice(query: Mapping[str, str]) -> dict[str, Any]:
    """The state that `read_choice` reads, from query parameters; nonsense is left out."""
    found: dict[str, Any] = {}
    for name in ("layer", "head", "token"):
        value = query.get(name, "")
        if value.isdecimal() and value.isascii():
            found[name] = int(value) - 1
        elif name == "layer" and value in THROUGH:
            found[name] = value
    for name in ("specials", "words"):
        if query.get(name) in ("0", "1"):
            found[name] = query[name] == "1"
    try:
        found["threshold"] = float(query.get("threshold", "0"))
    except ValueError:
        found["threshold"] = 0.0
    return found | {"view": query.get("view", ""), "looks": query.get("looks", "")}


def query_names() -> tuple[str, ...]:
    """Every query parameter that a choice may use."""
    return _FIELDS
