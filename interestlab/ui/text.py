"""User text on its way to the screen.

Streamlit reads almost every string as Markdown, so an uploaded text could show an image from elsewhere (which tells its owner
that it was read), a link, a colour or an icon. `safe_text` makes any string harmless there, and only the doors of `say.py` call
it; `plain_text` is for places that take text literally (tables, canvas, components, a sentence on its way to a door).
"""

import re

# Overrides of the writing direction can make a text read as what it is not; a lone surrogate cannot be encoded at all.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_SPACE = re.compile(r"\s+")
_PUNCTUATION = re.compile(r"([!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])")
# Links, emoji codes, icons and arrows are looked for after escapes are resolved, so a backslash does not stop them; a word
# joiner, which has no width and no meaning, does.
_JOINER = "\u2060"
_REVIVED = re.compile(r"(:(?=\S|$)|@|www(?=\.|$)|[-=~<>](?=[-=>])|https?(?=:|$))", re.IGNORECASE)


def plain_text(text: object, limit: int | None = None) -> str:
    """One line without control characters and direction overrides, at most `limit` characters, the last of them … if cut."""
    line = _SPACE.sub(" ", _UNWANTED.sub("", str(text))).strip()
    if limit is not None and len(line) > limit:
        return line[: max(0, limit - 1)].rstrip() + "…"
    return line


def safe_text(text: object, limit: int | None = None) -> str:
    """`plain_text` that Markdown shows letter by letter: no image, link, HTML, formula, colour, icon or emoji code in it."""
    joined = _REVIVED.sub(rf"\1{_JOINER}", plain_text(text, limit))
    return _PUNCTUATION.sub(r"\\\1", joined)
