"""What Google writes around a title in the histories of a Takeout, in the languages that it has."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

# “Watched …” stands before the title in some languages, behind it in others, and on both sides in a few.
_VERBS = (
    ("Watched ", ""), ("Viewed ", ""), ("Searched for ", ""), ("Visited ", ""), ("Listened to ", ""), ("Liked ", ""),
    ("", " angesehen"), ("", " gesucht"), ("Gesucht nach: ", ""), ("Nach ", " gesucht"), ("", " aufgerufen"),
    ("", " gehört"),
    ("Vous avez regardé ", ""), ("A regardé ", ""), ("Vous avez recherché ", ""), ("Vous avez consulté ", ""),
    ("A recherché ", ""),
    ("Has visto ", ""), ("Ha visto ", ""), ("Miraste ", ""), ("Se ha visto ", ""), ("Has buscado ", ""),
    ("Buscaste ", ""), ("Has visitado ", ""),
    ("Assistiu a ", ""), ("Você assistiu a ", ""), ("Assistiu ", ""), ("Viu ", ""), ("Pesquisou ", ""),
    ("Você pesquisou ", ""), ("Você assistiu ", ""),
    ("Hai guardato ", ""), ("Hai visto ", ""), ("Hai cercato ", ""), ("Hai visitato ", ""),
    ("", " bekeken"), ("Gekeken naar ", ""), ("Gezocht naar ", ""), ("", " gezocht"), ("", " bezocht"),
    ("Вы посмотрели видео ", ""), ("Просмотрено видео ", ""), ("Вы посмотрели ", ""), ("Просмотрено: ", ""),
    ("Вы искали ", ""), ("Выполнен поиск ", ""),
    ("", " izlendi"), ("", " adlı videoyu izlediniz"), ("", " araması yapıldı"), ("", " için arama yapıldı"),
    ("", " adlı video izlendi"),
    ("Obejrzano: ", ""), ("Obejrzano ", ""), ("Wyszukano: ", ""), ("Wyszukiwane hasło: ", ""), ("Wyświetlono: ", ""),
    ("已观看", ""), ("观看了", ""), ("您观看了", ""), ("已觀看", ""), ("觀看了", ""), ("搜索了", ""),
    ("搜尋了", ""), ("已搜索", ""), ("已搜尋", ""),
    ("", " を視聴しました"), ("", "を視聴しました"), ("", " を検索しました"), ("", "を検索しました"),
    ("", " にアクセスしました"),
    ("", "을(를) 시청했습니다."), ("", "을(를) 시청했습니다"), ("", " 시청함"), ("", "을(를) 검색했습니다."),
    ("", "을(를) 검색했습니다"), ("", " 검색함"),
    ("Titta på ", ""), ("Du har tittat på ", ""), ("Tittade på ", ""), ("Sökte efter ", ""), ("Så ", ""),
    ("Du så ", ""), ("Søgte efter ", ""), ("Søkte etter ", ""),
    ("Menonton ", ""), ("Ditonton ", ""), ("Menelusuri ", ""), ("Zhlédli jste ", ""), ("Zhlédnuto: ", ""),
    ("Megtekintve: ", ""), ("Katsottu: ", ""),
    ("Đã xem ", ""), ("ดูแล้ว ", ""), ("ดู ", ""), ("تمت مشاهدة ", ""), ("تمّت مشاهدة ", ""), ("صفحة ", ""),
    ("צפית ב", ""), ("צפייה ב-", ""), ("देखा गया ", ""), ("", " देखा"),
)  # fmt: skip
_LEAST, _SHARE, _WORDS = 8, 0.6, 5
ADS = re.compile(
    r"google.{0,8}(?:ads|adwords)\b|google.{0,8}(?:anzeigen|annonces|anuncios|anúncios|annunci|реклам|広告|광고|广告|廣告|reklam)",
    re.I,
)


@dataclass(frozen=True)
class Around:
    """What stands before and behind the titles of a file."""

    before: str = ""
    behind: str = ""

    def title(self, text: str) -> str:
        """The text without it, and without quotation marks that belong to it."""
        if len(text) > len(self.before) + len(self.behind) and text.startswith(self.before) and text.endswith(self.behind):
            text = text[len(self.before) : len(text) - len(self.behind)]
        return text.strip().strip("\u200e\u200f")


def around_of(texts: Sequence[str]) -> Around:
    """What stands around most of the texts: words that are known, else words that are the same in most of them."""
    plain = [text.replace("\u00a0", " ").replace("\u202f", " ") for text in texts]
    counts: Counter[Around] = Counter()
    for before, behind in _VERBS:
        fits = sum(text.startswith(before) and text.endswith(behind) for text in plain)
        counts[Around(before, behind)] = fits
    found = max(counts, key=lambda one: (counts[one], len(one.before) + len(one.behind)))
    if plain and counts[found] >= _SHARE * len(plain):
        return found
    if len(set(plain)) < _LEAST:
        return Around()
    return Around(_shared(plain, first=True), _shared(plain, first=False))


def _shared(texts: Sequence[str], *, first: bool) -> str:
    """The longest run of words that most texts begin, or end, with."""
    best = ""
    for words in range(1, _WORDS + 1):
        runs: Counter[str] = Counter()
        for text in texts:
            parts = text.split(" ")
            if len(parts) > words:
                runs[f"{' '.join(parts[:words])} " if first else f" {' '.join(parts[-words:])}"] += 1
        if not runs or runs.most_common(1)[0][1] < _SHARE * len(texts):
            break
        best = runs.most_common(1)[0][0]
    return best
