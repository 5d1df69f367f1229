"""How a file is read: as which export, in which encoding, split at what, from which sheet."""

from dataclasses import replace

from interestlab.corpus.readers.encodings import ENCODINGS
from interestlab.corpus.readers.raw import ReadOptions
from interestlab.home.reading import Preview
from interestlab.home.request import Upload
from interestlab.ui import say

DELIMITERS = {
    "": "found by itself",
    ",": "comma",
    "\t": "tab",
    ";": "semicolon",
    "|": "bar",
    "^": "caret",
    "::": "two colons",
}
_TABLE = "table"


def file_options(upload: Upload, shown: Preview, key: str) -> ReadOptions:
    """The options with the analyst's corrections, in a popover."""
    options = upload.options
    with say.popover("Read it otherwise", icon=":material/tune:"):
        options = replace(options, importer=_importer(options, shown, key))
        if shown.encoding and options.importer in (None, _TABLE):
            encoding = say.selectbox(
                "Encoding", ["", *ENCODINGS], format_func=lambda e: e or "found by itself", key=f"encoding_{key}"
            )
            delimiter = say.selectbox(
                "Delimiter", list(DELIMITERS), format_func=lambda d: DELIMITERS[d], key=f"delimiter_{key}"
            )
            options = replace(options, encoding=encoding or None, delimiter=delimiter or None)
        if shown.kind == _TABLE and upload.name.lower().endswith((".xlsx", ".xlsm", ".zip")):
            sheet = say.text_input("Sheet, or file in the archive", value=options.sheet or "", key=f"sheet_{key}")
            options = replace(options, sheet=sheet.strip() or None)
    return options


def _importer(options: ReadOptions, shown: Preview, key: str) -> str | None:
    """An importer that says it knows the file, or a plain table; None = the likeliest."""
    names = ["", *shown.importers, _TABLE]
    if len(names) == 2:
        return options.importer
    first = next(iter(shown.importers.values()))
    titles = {"": f"found by itself: {first}", _TABLE: "a plain table", **shown.importers}
    chosen = say.selectbox("Read it as", names, format_func=lambda name: titles[name], key=f"importer_{key}")
    return chosen or None
