"""Words that matter are bold, and nothing else of a text means anything to Markdown."""

import pytest

from interestlab.ui.marked import marked


@pytest.mark.parametrize(("text", "keywords", "limit", "shown"), [
    ("Fresh rye bread", ("bread", "rye"), None, "Fresh **rye** **bread**"),
    ("Breadth is no bread", ("bread",), None, "Breadth is no **bread**"),
    ("Bread and BREAD", ("bread",), None, "**Bread** and **BREAD**"),
    ("rye bread", ("rye", "rye bread"), None, "**rye bread**"),
    ("烤面包很香", ("面包",), None, "烤**面包**很香"),
    ("one\ntwo", (), None, "one  \ntwo"),
    ("one\ntwo three", ("two",), 8, "one **two**…"),
    ("*no* bread", ("bread",), None, "\\*no\\* **bread**"),
    ("", ("bread",), None, ""),
])  # fmt: skip
def test_keywords_are_bold(text, keywords, limit, shown):
    assert marked(text, keywords, limit) == shown
