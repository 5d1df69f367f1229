"""The texts of our own components (CSS, HTML, SVG), read from the package."""

from functools import cache
from importlib.resources import files


@cache
def asset(name: str) -> str:
    """A file, such as "map/component.css"; JavaScript is joined by `ui/modules.py`."""
    return (files("interestlab.ui") / name).read_text(encoding="utf-8")
