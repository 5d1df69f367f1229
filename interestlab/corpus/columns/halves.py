"""Reviews in two halves: what was liked in one column, what was not in another."""

from collections.abc import Iterable

from interestlab.corpus.columns.words import name_parts

_PAIRS = """
positive negative, positives negatives, pros cons, pro con, pro contra, pros contras, pro contro, liked disliked, like dislike
likes dislikes, good bad, best worst, love hate, advantages disadvantages, strengths weaknesses, plus minus, pluses minuses
vorteile nachteile, positiv negativ, positives negatives, starken schwachen, lob kritik, gefallen missfallen
avantages inconvenients, positif negatif, positifs negatifs, forts faibles, ventajas desventajas, positivo negativo
positivos negativos, fortalezas debilidades, pregi difetti, vantaggi svantaggi, positivi negativi, vantagens desvantagens
достоинства недостатки, плюсы минусы, преимущества недостатки, 优点 缺点, 優點 缺點, 好处 坏处, 优势 劣势, 满意 不满意
良い点 悪い点, 良かった点 悪かった点, 良かった点 気になった点, 長所 短所, メリット デメリット
장점 단점, 좋은점 나쁜점, 좋았던점 아쉬운점
voordelen nadelen, pluspunten minpunten, zalety wady, artilari eksileri
"""
_HALVES = tuple(
    tuple("".join(name_parts(word)) for word in pair.split()) for pair in _PAIRS.replace("\n", ",").split(",") if pair.strip()
)


def other_half(name: str, others: Iterable[str]) -> str | None:
    """The column of the other half of the review: Negative_Review beside Positive_Review, 缺点 beside 优点; else None."""
    own = "".join(name_parts(name))
    parts = set(name_parts(name))
    wanted = set()
    for first, second in _HALVES:
        for here, there in ((first, second), (second, first)):
            if here in parts or (not here.isascii() and here in own):
                wanted.add(own.replace(here, there))
    wanted.discard(own)
    return next((other for other in others if other != name and "".join(name_parts(other)) in wanted), None)
