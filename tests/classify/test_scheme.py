"""Which labels are one class, and what is said of it."""

import numpy as np

from interestlab.classify.scheme import joined_sentence, read_scheme, sentence_of


def test_classes_stand_in_the_order_of_the_alphabet_and_posts_without_a_label_have_none():
    found = read_scheme("topic", ["jazz", None, "chess", "  ", "jazz"])
    assert found.classes == ("chess", "jazz")
    assert found.target.tolist() == [1, -1, 0, -1, 1]
    assert found.joined == {}
    assert joined_sentence(found) == ""


def test_labels_that_differ_in_blanks_or_capitals_are_one_class_by_its_commonest_spelling():
    found = read_scheme("topic", ["Sci Tech", "sci  tech", " Sci Tech ", "chess", "Chess", "chess"])
    assert found.classes == ("chess", "Sci Tech")
    assert found.target.tolist() == [1, 1, 1, 0, 0, 0]
    assert joined_sentence(found) == (
        "Labels that differ only in blanks or in capital letters are one class: “Chess”, “chess” are “chess”, "
        "and so for 1 more."
    )


def test_of_equally_common_spellings_the_first_in_the_alphabet_names_the_class():
    assert read_scheme("topic", ["b", "B"]).classes == ("B",)


def test_composed_and_decomposed_letters_are_the_same():
    assert read_scheme("topic", ["caf\u00e9", "cafe\u0301"]).classes == ("caf\u00e9",)


def test_a_class_is_read_as_words():
    assert [sentence_of(name) for name in ("sci_tech", "rec.sport.hockey", "书籍", "--")] == [
        "sci tech", "rec sport hockey", "书籍", "--"]  # fmt: skip


def test_an_empty_column_has_no_class():
    found = read_scheme("topic", [None, ""])
    assert (found.classes, found.target.tolist()) == ((), [-1, -1])
    assert found.target.dtype == np.intp
