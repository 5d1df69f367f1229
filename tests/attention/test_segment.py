"""Words as a reader sees them, in Chinese too, whatever the tokenizer takes for a word."""

import numpy as np

from interestlab.attention.segment import shown_words
from interestlab.attention.tokens import Tokens, tokenize


def words_of(inspection, text):
    return shown_words(tokenize(inspection, text), text).texts


def test_pieces_of_a_word_are_one(inspection):
    assert words_of(inspection, "unbelievably quick") == ("[CLS]", "unbelievably", "quick", "[SEP]")


def test_characters_are_gathered_to_chinese_words(inspection):
    assert words_of(inspection, "我喜欢照片 and chess") == ("[CLS]", "我", "喜欢", "照片", "and", "chess", "[SEP]")


def test_a_sentence_that_the_tokenizer_takes_for_one_word_is_split():
    """As SentencePiece cuts it: one word without spaces, one token over two words."""
    text = "我喜欢在河边 看照片"
    spans = np.array([(0, 0), (0, 1), (1, 3), (3, 5), (5, 6), (7, 8), (8, 10), (0, 0)])
    special = np.array([True, *[False] * 6, True])
    pieces = tuple(text[a:b] or "</s>" for a, b in spans)
    none = np.zeros(8, bool)
    tokens = Tokens(np.arange(8), pieces, np.array([-1, 0, 0, 0, 0, 1, 1, -1]), special, none, none, spans, 8)
    found = shown_words(tokens, text)
    assert found.texts == ("</s>", "我", "喜欢", "在河边", "看", "照片", "</s>")
    assert found.of_token.tolist() == [0, 1, 2, 3, 3, 4, 5, 6]


def test_an_empty_text_has_its_special_tokens(inspection):
    assert words_of(inspection, "") == ("[CLS]", "[SEP]")
