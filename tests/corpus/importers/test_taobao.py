"""What people did in the shop, without a header."""

import pytest

from interestlab.corpus.importers.taobao import Taobao
from tests.corpus.importers.reading import certainty, read

EVENTS = "1,2268318,2520377,pv,1511544070\n1,2333346,2520771,buy,1511561733\n2,2268318,2520377,cart,1511572885\n2,2576651,14"


def test_each_line_is_an_event():
    made = read(EVENTS)
    counts = made.report.counts
    assert (counts.rows, counts.events, counts.people, counts.items, counts.dated) == (4, 3, 2, 2, 3)
    assert made.report.refused[0].line == 4
    assert made.report.notes[0] == "Every event counts 1, whatever was done: 1 pv, 1 buy, 1 cart."


@pytest.mark.parametrize("foreign", ["1,2,3,4,1511544070\n", "user,item,category,behaviour,time\n", "1,2,3,pv,x\n"])
def test_it_knows_nothing_else(foreign):
    assert certainty(Taobao, foreign) == 0
