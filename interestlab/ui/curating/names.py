"""All names in one table, to be changed together."""

import pandas as pd

from interestlab.home.workspace import Result
from interestlab.ui import say
from interestlab.ui.curating.acts import act


def names_table(result: Result) -> None:
    """A switch, and where it is on the table and one button."""
    found = result.map
    if not found.count or not say.toggle("Names as a table", key="names_as_table"):
        return
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
    label = say.words("Save {changed:,} names", changed=len(changed)) if changed else say.words("Save the names")
    if say.button("{label}", key="save_names", disabled=not changed, label=label):
        act(result, lambda mine: mine.rename_all(changed))
