"""A stray quote costs one line; what people wrote over several lines stays one text."""

import pytest

from interestlab.corpus.readers.dialects import Dialect
from interestlab.corpus.readers.records import STRAY_QUOTE, Records

CSV = Dialect(",")


def records(text, width=3, dialect=CSV):
    found = Records(text.splitlines(keepends=True), dialect, lambda fields: len(fields) == width)
    return list(found), [(row.line, row.reason) for row in found.refused]


def test_records_have_the_line_they_begin_at():
    read, refused = records('a,b,"one\ntwo\nthree"\nc,d,e\n')
    assert read == [(1, ["a", "b", "one\ntwo\nthree"]), (4, ["c", "d", "e"])]
    assert refused == []


def test_a_quote_that_is_never_closed_costs_its_line():
    read, refused = records('a,1,x\nb,2,"open\nc,3,y\nd,4,z\n')
    assert [line for line, _ in read] == [1, 3, 4]
    assert refused == [(2, STRAY_QUOTE)]


def test_two_stray_quotes_cost_two_lines():
    read, refused = records('a,1,"x\nb,2,y\nc,3,"z\nd,4,w\n')
    assert [row[0] for _, row in read] == ["b", "d"]
    assert [line for line, _ in refused] == [1, 3]


def test_a_text_that_is_a_table_itself_may_be_long():
    lines = "".join(f"line {n} of a letter\n" for n in range(3_000))
    read, refused = records(f'a,1,"{lines}"\nb,2,y\n')
    assert len(read) == 2
    assert read[0][1][2].count("\n") == 3_000
    assert refused == []


@pytest.mark.parametrize("sign", ["::", "^"])
def test_other_signs(sign):
    read, _ = records(f"1{sign}2{sign}3\n", dialect=Dialect(sign, quoting=False))
    assert read == [(1, ["1", "2", "3"])]


def test_zero_bytes_are_left_out_and_an_empty_text_has_no_records():
    assert records("a\0,b,c\n")[0] == [(1, ["a", "b", "c"])]
    assert records("") == ([], [])
