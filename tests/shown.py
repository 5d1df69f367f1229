"""What is read on a page of a text that was made safe for Markdown."""

import re


def shown(markdown: str) -> str:
    """What a CommonMark reader shows of backslash escapes, without the invisible joiners."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown).replace("\u2060", "")
