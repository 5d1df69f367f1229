"""Tables of a result as downloads; made only when asked for."""

from interestlab.home.export import TABLES, csv_bytes
from interestlab.home.workspace import Result
from interestlab.ui import say


def export_buttons(result: Result, *, key: str) -> None:
    """A download a table, as CSV."""
    for name in TABLES:
        if name == "users" and not len(result.profiles):
            continue
        say.download_button(
            "Export {name}",
            data=lambda name=name: csv_bytes(TABLES[name](result)),
            file_name=f"{name}.csv",
            mime="text/csv",
            icon=":material/download:",
            key=f"export_{name}_{key}",
            on_click="ignore",
            name=name,
        )
