"""Tables of a result as downloads; made only when asked for."""

import pandas as pd

from interestlab.home.export import TABLES, csv_bytes, documents_table
from interestlab.home.workspace import Result
from interestlab.ui import say
from interestlab.ui.groups.kept import named_masks


def export_buttons(result: Result, *, key: str) -> None:
    """A download a table, as CSV."""
    for name in TABLES:
        if name == "users" and not len(result.profiles):
            continue
        say.download_button(
            "Export {name}",
            data=lambda name=name: csv_bytes(_table(result, name)),
            file_name=f"{name}.csv",
            mime="text/csv",
            icon=":material/download:",
            key=f"export_{name}_{key}",
            on_click="ignore",
            name=name,
        )


def _table(result: Result, name: str) -> pd.DataFrame:
    return documents_table(result, named_masks(result)) if name == "documents" else TABLES[name](result)
