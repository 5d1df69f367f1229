"""What can still be read of a JSON document that is cut off, or damaged somewhere in its middle."""

import re

MOST_CHARACTERS = 256 << 20  # that are looked through
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]', re.S)
_CLOSES = {"{": "}", "[": "]"}


def before_damage(text: str, damage: int) -> str | None:
    """The document up to the last object of a list that ends before `damage`, its open brackets closed; None without one.

    damage: where a parser met what it could not read.
    """
    if len(text) > MOST_CHARACTERS:
        return None
    open_ones: list[str] = []
    kept, kept_open = 0, ""
    for token in _TOKEN.finditer(text, 0, min(damage + 1, len(text))):
        sign = token.group()
        if sign in _CLOSES:
            open_ones.append(sign)
        elif sign in "}]":
            if not open_ones or _CLOSES[open_ones.pop()] != sign:
                break
            if sign == "}" and open_ones and open_ones[-1] == "[" and token.end() <= damage:
                kept, kept_open = token.end(), "".join(open_ones)
    if not kept:
        return None
    return text[:kept] + "".join(_CLOSES[sign] for sign in reversed(kept_open))
