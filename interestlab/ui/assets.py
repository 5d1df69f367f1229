"""The texts of our own components (JavaScript, CSS, SVG), read from the package."""

from functools import cache
from importlib.resources import files


@cache
def asset(*names: str) -> str:
    """The files one after another; several .js files make one module, so only the last of them exports."""
    return "\n".join((files("interestlab.ui") / name).read_text(encoding="utf-8") for name in names)
