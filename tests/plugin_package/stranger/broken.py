"""A plug-in whose import fails."""

raise RuntimeError("its own library is missing")
