"""What was damaged before it was saved is mended where that is clear, and only there."""

import pandas as pd
import pytest

from interestlab.corpus.readers.mending import mend_mojibake, mend_surrogates, texts_of_json

FRENCH = ["La chaîne de mon vélo saute", "Les tomates sont déjà mûres", "Élise aime l’été 😀", "rien de spécial à dire"]


def column(*values):
    return pd.Series(list(values), dtype="str", index=range(7, 7 + len(values)))


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
def test_a_column_that_was_read_with_the_wrong_encoding(wrong):
    texts = [text for text in FRENCH if wrong == "latin-1" or "😀" not in text]
    texts = [text for text in texts if wrong == "latin-1" or "à" not in text]  # cp1252 has no character for byte 0x81, 0x9d
    damaged = column(*(text.encode().decode(wrong) for text in texts), "plain", None)
    mended = mend_mojibake(damaged)
    assert mended.column.tolist()[:-2] == texts
    assert mended.column.isna().tolist()[-1]
    assert mended.column.dtype == damaged.dtype
    assert mended.column.index.equals(damaged.index)
    assert mended.count == len(texts)


@pytest.mark.parametrize("text", ["привет всем", "今天天气", "καλημέρα", "dzień dobry"])
def test_other_languages(text):
    damaged = column(text.encode().decode("latin-1"), text.encode().decode("latin-1") + "!")
    assert mend_mojibake(damaged).column.tolist() == [text, f"{text}!"]


def test_a_repaired_row_counts_however_often_it_stands():
    damaged = column(*["cafÃ©"] * 3, "tea")
    assert mend_mojibake(damaged).count == 3


def test_good_text_stays_as_it_is():
    good = column("naïve café", "SÃO PAULO", "Zoë – “quoted”", "我们", "A»B ±5°", None)
    mended = mend_mojibake(good)
    assert mended.count == 0
    assert mended.column is good


def test_a_text_about_damaged_text_among_good_ones_stays():
    good = column("why does é become Ã© here?", *[f"été numéro {i}" for i in range(9)])
    assert mend_mojibake(good).count == 0


def test_rows_that_were_good_stay_good_beside_repaired_ones():
    mixed = column("cafÃ©", "vÃ©lo", "dÃ©jÃ\xa0", "café crème")
    assert mend_mojibake(mixed).column.tolist() == ["café", "vélo", "déjà", "café crème"]


def test_halves_of_pairs():
    assert mend_surrogates("plain ünï 😀") == ("plain ünï 😀", 0)
    assert mend_surrogates("cut \ud83d") == ("cut \ufffd", 1)
    assert mend_surrogates("\ude00\ud83d\ud83d\ude00 \ufffd") == ("\ufffd\ufffd😀 \ufffd", 2)
    mend_surrogates("\ud83d")[0].encode()


@pytest.mark.parametrize(("cell", "text"), [
    ('{"text": "see you"}', "see you"),
    ('{"text":"Hello "},{"mention":{"id":"UC1"}},{"text":"come in"}', "Hello come in"),
    ('[{"insert": "one\\n"}, {"insert": "two"}]', "one\ntwo"),
    ("plain words", "plain words"),
])  # fmt: skip
def test_texts_in_json_are_their_words(cell, text):
    found = texts_of_json(pd.Series(['{"text": "a"}'] * 9 + [cell, None], dtype="str"))
    assert found.column.iloc[9] == text
    assert found.count == (9 if cell == text else 10)
    assert pd.isna(found.column.iloc[10])


def test_other_json_and_few_such_cells_stay():
    for cells in (['{"likes": 3}'] * 9, ['{"text": "a"}', *["words of people"] * 9]):
        column = pd.Series(cells, dtype="str")
        assert texts_of_json(column).column.tolist() == cells
