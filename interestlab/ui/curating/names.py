"""All names in one table, to be changed together."""

import pandas as pd

from interestlab.home.workspace import Result
from interestlab.ui import say
from interestlab.ui.curating.acts import act


def names_table(result: Result) -> None:
    """An expander with the table and one button."""
    found = result.map
    if not found.count:
        return
    with say.expander("Names as a table", icon=":material/edit_note:"):
        order = sorted(range(found.count), key=lambda number: -int(found.sizes[number]))
        before = pd.DataFrame({
            "Name": [found.name(number) for number in order],
            "Posts": [int(found.sizes[number]) for number in order],
            "What else is in it": [", ".join(found.names.interests[number].also) for number in order],
        })  # fmt: skip
        after = say.data_editor(
            before, key=f"names_{result.map_key}_{result.revision}", hide_index=True, disabled=["Posts", "What else is in it"],
            column_config={"Name": say.text_column("Name", max_chars=60, required=True)},
        )  # fmt: skip
        changed = [
            (result.interest_ids[number], str(name))
            for number, old, name in zip(order, before["Name"], after["Name"], strict=True)
            if name != old
        ]
        saves = say.button("Save {changed} names", key="save_names", disabled=not changed, changed=len(changed) or "the")
    if saves:
        act(result, lambda mine: mine.rename_all(changed))
