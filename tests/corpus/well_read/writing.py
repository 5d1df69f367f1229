"""Invented sentences in several languages, and invented people: what the files beside this one are filled with."""

from itertools import product
from random import Random

_PARTS: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "en": (
        ("After a long week I finally tried", "My neighbour lent me", "We drove two hours for", "I keep coming back to",
         "Nobody told me about", "Last Sunday we tested"),
        ("the old film camera", "a sourdough starter", "the coastal hiking trail", "this mechanical keyboard",
         "the chess opening from the club", "a second-hand road bike", "the tomato seedlings"),
        ("and it was worth every hour.", "but the manual left out half of the steps.", "and the children loved it, too.",
         "although it broke after three days.", "and I would do it again tomorrow."),
    ),
    "de": (
        ("Nach der Arbeit habe ich", "Am Wochenende haben wir", "Meine Schwester hat", "Im Verein wurde"),
        ("die alte Kamera", "das Gemüsebeet hinter dem Haus", "den Käsekuchen vom Markt", "die Radtour über die Brücke"),
        ("gründlich geprüft, und es hat sich gelohnt.", "für euch ausprobiert; schön war es nicht.",
         "wieder in Gang gesetzt, ohne größere Mühe."),
    ),
    "zh": (
        ("周末和朋友一起去看了", "昨天晚上终于试了", "邻居推荐给我的", "排队两个小时才买到"),
        ("那台老式胶片相机", "城南新开的面馆", "这部科幻电影", "山里的徒步路线", "二手的公路自行车"),
        ("，细节做得相当用心。", "，价格比想象中便宜。", "，下次还会再来。", "，可惜说明书写得太简单。"),
    ),
    "hant": (
        ("週末和朋友一起去看了", "昨天晚上終於試了", "鄰居推薦給我的", "排隊兩個小時才買到"),
        ("那臺老式底片相機", "城南新開的麵館", "這部科幻電影", "山裡的健行路線"),
        ("，細節做得相當用心。", "，價格比想像中便宜。", "，下次還會再來。"),
    ),
    "ja": (
        ("週末に友達と一緒に", "昨日の夜やっと", "隣の人にすすめられて", "二時間も並んで"),
        ("古いフィルムカメラを", "駅前の新しいラーメン屋を", "海沿いのハイキングコースを", "中古の自転車を"),
        ("試してみました。", "楽しみましたが、説明書が短すぎます。", "見てきました。また行きたいです。"),
    ),
    "ko": (
        ("주말에 친구와 함께", "어제 저녁에 드디어", "이웃이 추천해 준", "두 시간이나 기다려서"),
        ("오래된 필름 카메라를", "새로 생긴 국수집을", "바닷가 산책길을", "중고 자전거를"),
        ("경험해 봤는데 정말 좋았어요.", "살펴봤지만 설명서가 너무 짧아요.", "다녀왔고 다음에도 가고 싶어요."),
    ),
    "ru": (
        ("На выходных мы с друзьями попробовали", "Вчера вечером я наконец увидел", "Сосед посоветовал мне"),
        ("старый плёночный фотоаппарат", "новое кафе у вокзала", "горный маршрут вдоль реки", "подержанный велосипед"),
        ("и остались очень довольны.", "но инструкция слишком короткая.", "и обязательно вернёмся ещё раз."),
    ),
}  # fmt: skip
PEOPLE = ("mira.k", "tobias_h", "old-oak", "june77", "s.ferreira", "lindqvist", "paper_boat", "ngozi", "haruki9")
_FILMS = ("The Glass Orchard", "Night Ferry", "Seven Winters", "A Map of Rust", "Paper Lanterns", "The Quiet Harbour")


def sentences(language: str, count: int, seed: int = 0) -> list[str]:
    """`count` sentences, no two of them equal while there are enough to draw from."""
    begins, things, ends = _PARTS[language]
    space = "" if language in ("zh", "hant", "ja") else " "
    every = [f"{a}{space}{b}{'' if c.startswith('，') else space}{c}" for a, b, c in product(begins, things, ends)]
    Random(seed).shuffle(every)
    return [every[i % len(every)] for i in range(count)]


def people(count: int, names: tuple[str, ...] = PEOPLE) -> list[str]:
    """Who wrote each of `count` rows; everybody writes more than once."""
    return [names[(i * i + i // 3) % len(names)] for i in range(count)]


def days(count: int, form: str = "{y}-{m:02}-{d:02}") -> list[str]:
    """`count` days of 2023, each some days after the one before, in the form; also {H} and {M}, hour and minute."""
    return [form.format(y=2023, m=1 + i * 11 // count, d=1 + (i * 7) % 27, H=8 + i % 12, M=(i * 13) % 60) for i in range(count)]


def films(count: int) -> list[str]:
    """`count` titles of films, at most 30, no two of them equal."""
    return [f"{_FILMS[i % 6]}{['', ' Returns', ' Begins', ' Forever', ' at Dawn'][i // 6]}" for i in range(count)]
