"""How the fields of a text are told apart: the sign, its quoting, and where lines are sentences."""

import pytest

from interestlab.corpus.readers.dialects import Dialect, find_dialect


def head(*lines):
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize("sign", [",", "\t", ";", "|", "^", "::"])
def test_every_usual_sign(sign):
    table = head(f"user{sign}stars", *(f"u{n}{sign}{n % 5}" for n in range(9)))
    assert find_dialect(table).delimiter == sign
    assert list(find_dialect(table).rows(table.splitlines()))[1] == ["u0", "0"]


@pytest.mark.parametrize(
    ("lines", "delimiter"),
    [
        (["I was here, and then there.", "We rode, slowly, home.", "It rained, all day."], ""),
        (["user,text", "a,some words, and more", "b,other words"], ","),
        (["2024-01-05 08:30:15,123 INFO started", "2024-01-05 08:30:16,456 INFO stopped"], ""),
        (["a;b;c;d;e", "1 ;2 ;3 ;4 ;5", "1 ;2 ;3 ;4 ;5"], ";"),
        (["one line", "another"], ""),
        (['"one text"', '"another, text"'], ","),
    ],
)
def test_sentences_are_no_records(lines, delimiter):
    assert find_dialect(head(*lines)).delimiter == delimiter


@pytest.mark.parametrize(
    ("width", "lines", "numbers"),
    [(3, 5, True), (2, 5, False), (8, 5, True), (9, 5, False), (3, 4, False)],
)
def test_numbers_with_blanks_between_them(width, lines, numbers):
    table = head(*(" ".join(str(n * 10 + at) for at in range(width)) for n in range(lines)))
    assert (find_dialect(table).delimiter == " ") is numbers


def test_the_header_may_be_words_and_other_lines_may_not():
    rows = ["1 2 3"] * 5
    assert find_dialect(head("user item stars", *rows)).delimiter == " "
    assert find_dialect(head("1 2 3", "user item stars", *rows)).delimiter == ""
    assert find_dialect(head(*rows, "1 2")).delimiter == ""


def test_quotes_that_only_fit_without_quoting():
    table = head("user,text", *(f'u{n},5" screen' for n in range(9)))
    assert [row[1] for row in find_dialect(table).rows(table.splitlines(keepends=True))][1:] == ['5" screen'] * 9


def test_escapes_of_databases():
    escaped = Dialect(",", escape=True)
    assert list(escaped.rows(['"a \\"b\\" c",\\N,x\\ny\n'])) == [['a "b" c', "", "x\ny"]]
    bare = Dialect(",", quoting=False, escape=True)
    assert list(bare.rows(["a\\,b,c\n"])) == [["a,b", "c"]]
    assert list(Dialect("").rows(["a,b\r\n"])) == [["a,b"]]


def test_a_blank_before_a_quote():
    table = head("user, text, more", *(f'u{n}, "some words, and more", "x, y"' for n in range(9)))
    found = find_dialect(table)
    assert found.spaced
    assert list(found.rows(table.splitlines(keepends=True)))[1] == ["u0", "some words, and more", "x, y"]


@pytest.mark.parametrize(("sign", "within"), [(",", ";"), (";", ","), ("\t", "|"), ("|", ";"), (",", "|"), (";", "|")])
def test_a_list_in_a_field_is_no_table(sign, within):
    """Forty values in each row, below names without that sign."""
    rows = [["id", "text", "tags"]]
    rows += [[f"a{i}", f"words of row {i}", within.join(f"t{(i * k) % 90}" for k in range(1, 41))] for i in range(60)]
    head = "\n".join(sign.join(row) for row in rows) + "\n"
    assert find_dialect(head) == Dialect(sign)
    assert list(find_dialect(head).rows(head.splitlines(keepends=True)))[1] == rows[1]
