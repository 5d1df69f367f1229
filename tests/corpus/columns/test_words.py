"""The names of columns: words of many languages, words written together, and words that speak against a role."""

import pytest

from interestlab.corpus.columns.words import is_role_word, name_parts, name_score, words_of


@pytest.mark.parametrize(
    ("column", "parts"),
    [
        ("reviewTime_utc", ["review", "time", "utc"]),
        ("Người dùng", ["nguoi", "dung"]),
        ("Χρήστης", ["χρηστη"]),
        ("Όνομα επισκέπτη", ["ονομα", "επισκεπτη"]),
        ("Имя гостя", ["имя", "гост"]),
        ("שם האורח", ["שם", "אורח"]),
        ("اسم الضيف", ["اسم", "ضيف"]),
        ("شناسه؟", ["شناسه"]),
        ("उपयोगकर्ता", ["उपयोगकर्ता"]),
        ("ข้อความ", ["ข้อความ"]),
    ],
)
def test_a_name_falls_into_words_without_accents_and_keeps_vowel_signs(column, parts):
    assert name_parts(column) == parts


@pytest.mark.parametrize(
    ("column", "role", "score"),
    [
        ("user", "user", 3.0),
        ("buyerid", "user", 2.0),
        ("trackname", "item", 2.0),
        ("Numer produktu", "item", 2.0),
        ("买家昵称", "user", 3.0),
        ("店铺评分", "value", 2.0),
        ("Dato", "time", 3.0),
        ("reviewer_nationality", "user", -2.0),
        ("user_count", "user", -2.0),
        ("anything", "user", 0.0),
        ("Όνομα επισκέπτη", "user", 2.0),
        ("Имя покупателя", "user", 3.0),
        ("שם האורח", "user", 2.0),
        ("node.produkt.sku", "item", 2.0),
        ("snippet.topLevelComment.snippet.authorDisplayName", "user", 3.0),
        ("Mitspieler", "user", 3.0),
        ("Vorstellungsbesucher", "user", 2.0),
        ("Rezensionstext", "text", 2.0),
        ("Schlussnote", "value", 2.0),
        ("context", "text", 0.0),
        ("店铺ID", "item", 2.0),
        ("properties.location.name", "item", 3.0),
        ("user.created_at", "time", 1.0),
    ],
)
def test_how_much_a_name_speaks_for_a_role(column, role, score):
    assert name_score(column, role) == score


def test_every_list_has_words_and_no_list_is_made_up():
    assert all(
        words_of(name) for name in ("text", "title", "user", "time", "item", "label", "value", "image", "around", "votes")
    )
    assert words_of("no such list") == frozenset()


def test_a_role_word_or_the_number_of_a_row_but_no_sentence():
    assert is_role_word("Bewertung")
    assert is_role_word("nr")
    assert not is_role_word("I like to ride my bike every single day")
