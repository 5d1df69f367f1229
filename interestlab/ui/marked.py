"""A text with the words that matter in bold; its lines stay lines."""

import re
from collections.abc import Sequence

from interestlab.ui import say
from interestlab.ui.text import plain_text


def marked(text: str, keywords: Sequence[str], limit: int | None = None) -> say.Said:
    """The text, cut to `limit` characters and then one line, with the keywords in bold wherever they stand as words."""
    lines = [plain_text(text, limit)] if limit is not None else [plain_text(line) for line in text.splitlines()]
    forms = (
        re.escape(word) if not word.isascii() else rf"\b{re.escape(word)}\b" for word in sorted(keywords, key=len, reverse=True)
    )
    pattern = "|".join(forms)
    return say.joined("  \n", [_line(line, pattern) for line in lines])


def _line(line: str, pattern: str) -> say.Said:
    if not pattern:
        return say.joined("", [line])
    parts = []
    for number, part in enumerate(re.split(f"({pattern})", line, flags=re.IGNORECASE)):
        before, after = part[: len(part) - len(part.lstrip())], part[len(part.rstrip()) :] if part.strip() else ""
        inner = say.words("**{part}**" if number % 2 and plain_text(part) else "{part}", part=part)
        parts += [say.words(" ") if before else "", inner, say.words(" ") if after else ""]
    return say.joined("", parts)
