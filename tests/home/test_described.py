"""Changed interests are described once, and again only where their own posts have changed."""

import numpy as np

from interestlab.home.curating import Curating
from interestlab.home.described import described
from interestlab.interests.describing import Describer


def test_only_what_has_changed_is_described_and_only_once(workspace, monkeypatch):
    result, asked = workspace.need_result(), []
    real = Describer.describe
    monkeypatch.setattr(Describer, "describe", lambda self, core: asked.append(len(core)) or real(self, core))
    mine, sizes = Curating(result.log), result.map.sizes
    mine.rename(0, "A name")
    assert result.map.name(0) == "A name"
    assert asked == []
    mine.merge(0, [1])
    first = result.map.names.interests[0]
    assert (first.name, len(asked)) == ("A name", 1)
    mine.rename(0, "Another name")
    mine.pin(2)
    assert result.map.names.interests[0].keywords == first.keywords
    assert len(asked) == 1
    mine.move(np.flatnonzero(result.map.interest == 1)[:1], -1)
    assert result.map.name(0) == "Another name"
    assert len(asked) == 1  # one post less, and it is still what it was
    assert asked[0] <= sizes[0] + sizes[1]
    mine.move(np.flatnonzero(result.map.interest == 1)[:60], 3)
    assert result.map.names.interests[1].typical
    assert len(asked) == 3  # the one that they left, and the one that they came to


def test_an_example_that_was_moved_stands_for_its_interest_no_more(workspace):
    result = workspace.need_result()
    before = result.map.names.interests[0]
    Curating(result.log).move([before.typical[0]], 2)
    after = result.map.names.interests[0]
    assert after.typical == before.typical[1:]
    assert before.typical[0] not in after.varied
    assert after.keywords == before.keywords
    Curating(result.log).move(before.typical[1:10], 2)  # too few are left to show what it is
    assert len(result.map.names.interests[0].typical) > 3
    assert not set(result.map.names.interests[0].typical) & set(before.typical[:10])


def test_a_view_without_changed_interests_is_given_back(workspace):
    view = workspace.need_result().log.curated()
    assert described(view, "", lambda: None) is view
