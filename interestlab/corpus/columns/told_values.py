"""Values that are ratings by themselves, and questions that ask for one, whatever a column is called."""

import re
from collections import Counter
from collections.abc import Sequence

import pyarrow as pa

from interestlab.corpus.columns.rating_texts import LONGEST, Rating, read_rating, words_beside
from interestlab.corpus.columns.rating_words import CHECKS, OPINION_SCALES, PLAIN_THUMBS
from interestlab.corpus.columns.value_texts import folded_values

_QUESTION = 12  # characters at least
_MOST = 60  # different values; a scale has fewer
_RECOMMEND = re.compile(
    r"recommend|empfehl|empfohl|recommand|recomend|recomiend|consigli(?!o)|raccomand|рекоменд|советовать|推荐|推薦|"
    r"おすすめ|お勧め|お薦め|勧め|薦め|추천|권하|aanbeve|aanraden|polec|tavsiye|doporuc|doporuč|odporúč|odporuc|anbefal|"
    r"rekommend|rekomenda|recomand|ajánl|ajanl|preporuč|preporuc|препоръч|suosit|συνιστ|συστή|συστη|giới thiệu|"
    r"gioi thieu|แนะนำ|توصي|أوصي|اوصي|להמליץ|תמלי[צץ]|ממלי[צץ]|توصیه|सिफारिश|(?<![a-z])nps(?![a-z])|promoter"
)
# questions how somebody found something; of how much time or money they are no opinion
_OPINION = re.compile(
    r"how (?:satisfied|happy|would you rate|do you rate|did you (?:like|enjoy)|much did you (?:like|enjoy)|was your|good)|"
    r"rate (?:your|the|this|our)|"
    r"wie (?:zufrieden|bewerte|beurteil|gut|gefiel|hat (?:dir|ihnen|euch).*gefallen|fanden|fandest)|zufriedenheit|"
    r"satisfait|satisfaction|comment (?:évalu|evalu|note|avez-vous trouvé|jug)|à quel point|"
    r"satisfech|satisfacci|cómo (?:calific|valora|evalu)|como (?:calific|valora|evalu|avalia)|qué te pareció|le gustó|te gustó|"
    r"satisfeit|satisfaç|gostou|soddisf|piaciut|come (?:valut|giudic)|"
    r"hoe (?:tevreden|beoordeel|vond)|tevreden|оцените|оцінить|доволь|довол|понрав|сподоб|задоволен|"
    r"满意|滿意|打分|喜欢程度|満足|評価して|만족|평가해|"
    r"ocen(?:iasz|ić|cie)|zadowol|podoba|hodnot|spokojen|líbil|libil|nöjd|betygs|tilfreds|fornøyd|tyytyväi|arvioi|elégedett|értékel|"
    r"mulțumit|apreciat|ικανοποι|βαθμολογ|memnun|değerlendir|راض|تقيّم|تقييمك|מרוצה|תדרג|พอใจ|hài lòng|puas"
)
_NUMBER_OF = re.compile(r"count|number of|anzahl|nombre de|n[uú]mero de|numero di|количеств|推荐数|推荐量|추천수|おすすめ数")


def asks_recommendation(name: str) -> bool:
    """Whether a column's name or question is whether one would recommend something; a count of recommendations is none."""
    plain = name.lower()
    return _RECOMMEND.search(plain) is not None and _NUMBER_OF.search(plain) is None


def asks_opinion(name: str) -> bool:
    """Whether a column's name is a question how somebody found something: several words, and one that asks for a mark."""
    plain = name.lower()
    return (
        len(plain) >= (_QUESTION if plain.isascii() else _QUESTION // 2)
        and _OPINION.search(plain) is not None
        and _NUMBER_OF.search(plain) is None
    )


def told_share(texts: Sequence[str]) -> tuple[float, bool]:
    """The share of texts that are ratings by themselves (stars, thumbs, faces, "4 of 5", "very good"); 0 where all are one.

    The second is whether they are no more than marks, as ✅ and ❌, which may mark anything.
    """
    counts = Counter(texts)
    if not 2 <= len(counts) <= _MOST or any(len(text) > LONGEST for text in counts):
        return 0.0, False
    folded = folded_values(pa.array(list(counts), pa.string())).to_pylist()
    kinds = [(_kind(text, read_rating(text)), count) for text, count in zip(folded, counts.values(), strict=True)]
    worded = [(text, count) for text, (kind, count) in zip(folded, kinds, strict=True) if kind == "word"]
    of_scale = _on_one_scale(worded)
    told = sum(count for kind, count in kinds if kind in ("sign", "check")) + of_scale
    filled = sum(count for kind, count in kinds if kind != "none")
    signs = {kind for kind, _ in kinds} - {"none", ""}
    return (told / filled if filled else 0.0), signs == {"check"}


def _kind(text: str, readings: Sequence[Rating]) -> str:
    if any(rating.kind == "none" for rating in readings):
        return "none"
    for rating in readings:
        if rating.kind in ("of", "stars") or (rating.kind == "thumbs" and text.strip(" .!") not in PLAIN_THUMBS):
            return "sign"
        if rating.kind == "yes" and text in CHECKS:
            return "check"
    return "word" if any(rating.kind == "word" for rating in readings) else ""


def _on_one_scale(worded: Sequence[tuple[str, int]]) -> int:
    """Rows whose words are on one scale of opinions, of which at least two places are there."""
    best = 0
    for scale in OPINION_SCALES:
        fits = [(word, count) for text, count in worded if (word := words_beside(text)) in scale]
        if len({scale[word] for word, _ in fits}) >= 2 and not {word for word, _ in fits} <= PLAIN_THUMBS:
            best = max(best, sum(count for _, count in fits))
    return best
