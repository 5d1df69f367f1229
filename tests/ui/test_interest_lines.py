"""What tables, pages and the map's tips say of an interest beside its name."""

import pandas as pd
import pytest

from interestlab.interests.model import InterestName
from interestlab.ui.interests.figures import _line
from interestlab.ui.map.screen import _tip


def called(*also, **more):
    return InterestName("Soil", (), (), (), (), also, **more)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        (called("beds", "bulbs"), "beds, bulbs"),
        (called(), ""),
        (called("thanks", generic=True), "generic: thanks"),
        (called("a\nb <b>"), "a b <b>"),
    ],
)
def test_the_cell_of_what_else_is_in_it(name, line):
    assert _line(name) == line


@pytest.mark.parametrize(
    ("user", "time", "also", "shown"),
    [
        ("ada", "2024-05-03", ("beds", "bulbs"), "Soil and roots — ada, 3 May 2024 — here also: beds, bulbs"),
        (None, None, (), "Soil and roots"),
        (None, "2024-05-03", (), "Soil and roots — 3 May 2024"),
    ],
)
def test_a_tip_has_the_post_by_whom_and_when_and_what_else_is_there(user, time, also, shown):
    row = pd.Series(
        {"text": "Soil\nand roots", "user_id": user, "timestamp": pd.Timestamp(time) if time else pd.NaT}, dtype=object
    )
    assert _tip(row, also) == shown
