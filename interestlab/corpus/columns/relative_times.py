"""Times that are told from the moment of reading: "3 hours ago", 昨天 12:01, "2w", "Jan 5" without its year."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from interestlab.corpus.columns.time_forms import CLOCK, THEN_CLOCK
from interestlab.corpus.columns.time_parts import clock, days, find_parts
from interestlab.corpus.columns.time_words import fold_text, is_silent, month_of

_SECOND, _MINUTE, _HOUR, _DAY, _WEEK = 1, 60, 3_600, 86_400, 604_800
_MONTH, _YEAR = -1, -12  # negative: calendar months
_UNIT_WORDS = {
    _SECOND: "s sec secs second seconds sekunde sekunden seconde secondes segundo segundos secondo secondi секунд "
    "секунды секунду сек sekund sekundy saniye 秒 秒钟 초 seconden ثانية ثوان giay detik",
    _MINUTE: "m min mins minute minutes minuten minuto minutos minuti минут минуты минуту мин хвилин хвилини "
    "хвилину minut minuty dakika dk 分 分钟 分鐘 분 دقيقة دقائق phut menit minuter",
    _HOUR: "h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur uren час часа часов годин "
    "години годину godzin godziny godzine godz saat sa 小时 小時 時間 个小时 個小時 시간 ساعة ساعات gio "
    "jam timmar timme hodin hodinami",
    _DAY: "d day days tag tage tagen tg jour jours j dia dias giorno giorni g dag dagen день дня дней днів дні "
    "dzien dni gun 天 日 日間 일 يوم ايام أيام ngay hari dagar dny dnu",
    _WEEK: "w wk wks week weeks woche wochen semaine semaines sem semana semanas settimana settimane weken "
    "неделю недели недель тиждень тижні тижнів tydzien tygodnie tygodni hafta 周 星期 週 週間 个星期 "
    "個星期 주 주일 أسبوع أسابيع tuan minggu veckor tydny",
    _MONTH: "mo mos mon month months monat monate monaten mois mes meses mese mesi maand maanden месяц месяца "
    "месяцев місяць місяці місяців miesiac miesiace miesiecy ay 个月 個月 月 ヶ月 か月 カ月 ヵ月 개월 달 "
    "شهر أشهر شهور thang bulan manader mesici",
    _YEAR: "y yr yrs year years jahr jahre jahren an ans ano anos anno anni jaar год года лет рік роки років rok "
    "lata lat yil 年 년 سنة سنوات nam tahun ar roky lety",
}  # fmt: skip
_UNITS = {fold_text(word): size for size, words in _UNIT_WORDS.items() for word in words.split()}

_SHORT = frozenset(["s", "m", "h", "d", "w", "wk", "mo", "y", "yr"])
_ONE = "a an one ein eine einem einer einen un une una uno um uma een een один одну одна jeden jedna jedne bir 一 1"
_COUNTS = {fold_text(word): 1 for word in _ONE.split()} | {
    "两": 2,
    "兩": 2,
    "二": 2,
    "三": 3,
    "几": 3,
    "two": 2,
    "three": 3,
    "": 1,
}
_BEFORE = (
    "vor",
    "il y a",
    "hace",
    "ha",
    "hà",
    "for",
    "pred",
    "منذ",
    "قبل",
    "about",
    "over",
    "almost",
    "vor etwa",
    "vor uber",
    "около",
)
_AFTER = (
    "ago", "fa",
     "atras", "geleden", "назад", "тому", "тому назад", "temu", "once", "前", "之前", "以前", "전", "truoc", "yang lalu",
    "lalu", "sedan", "siden", "sitten", "(edited)", "ago (edited)", "• edited", "前 (編集済み)",
)  # fmt: skip
_DAYS = {
    0: "today heute aujourd'hui aujourd’hui hoy oggi hoje vandaag сегодня сьогодні dzis dzisiaj bugun 今天 "
    "今日 오늘 اليوم idag dnes bugün",
    1: "yesterday gestern hier ayer ieri ontem gisteren вчера вчора wczoraj dun dün 昨天 昨日 어제 أمس igar vcera kemarin",
    2: "vorgestern avant-hier anteayer anteontem eergisteren позавчера позавчора przedwczoraj 前天 一昨日 おととい 그저께 그제",
}
_NOW = (
    "just now", "now", "a moment ago", "moments ago", "a few seconds ago", "gerade eben", "jetzt", "soeben", "a l'instant",
    "a l’instant",
    "ahora", "ahora mismo", "adesso", "agora", "agora mesmo", "zojuist", "только что", "щойно", "przed chwila", "teraz",
    "simdi", "az once", "刚刚", "剛剛", "刚才", "たった今", "방금", "방금 전", "الآن", "vua xong", "baru saja",
)  # fmt: skip
_DAY_WORDS = {fold_text(word): count for count, words in _DAYS.items() for word in words.split()}
_NOW_WORDS = frozenset(fold_text(word) for word in _NOW)


def _one_of(words: "tuple[str, ...] | frozenset[str] | dict[str, int]") -> str:
    return "|".join(sorted((_literal(fold_text(word)) for word in words), key=len, reverse=True))


def _literal(word: str) -> str:
    return "".join("\\" + c if c in ".()|+*?" else c for c in word)


_AGO = (
    rf"^(?P<before>(?:{_one_of(_BEFORE)}) )?(?P<count>\d{{1,6}}|{_one_of(tuple(word for word in _COUNTS if word))})?(?P<gap> ?)"
    rf"(?P<unit>{_one_of(_UNITS)})\.?(?P<after> ?(?:{_one_of(_AFTER)}))?$"
)
_PYTHON_AGO = re.compile(_AGO)
_DAY_CLOCK = rf"^(?P<day>{_one_of(_DAY_WORDS)})(?:(?P<middle>\D*?) ?{CLOCK})?(?P<rest>(?: \D*)?)$"
_WITHOUT_YEAR = tuple(
    rf"^(?P<lead>\D*?){date}{THEN_CLOCK}"
    for date in (
        r"(?P<month>\d{1,2}) ?[月월] ?(?P<day>\d{1,2}) ?[日일号號]?",
        r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.|er|o)? ?(?:de |of |d')?(?P<name>\p{L}[\p{L}\p{M}.]+)",
        r"(?P<name>\p{L}[\p{L}\p{M}.]+) (?P<day>\d{1,2})(?:st|nd|rd|th)?",
    )
)


@dataclass(frozen=True, eq=False)
class RelativeTimes:
    """rows (m,) intp of the texts that are told from a moment, and their times (m,) datetime64[us], NaT where none is given.

    yearless (m,): dates that only leave out their year.
    """

    rows: NDArray[np.intp]
    times: NDArray[np.datetime64]
    yearless: NDArray[np.bool_]


def read_relative(texts: pa.Array, now: datetime | None) -> RelativeTimes:
    """Reads folded, distinct texts (n,) as times before `now` (UTC where it names no zone); without it they are only found."""
    moment = np.datetime64(
        (now.astimezone(UTC) if now and now.tzinfo else now or datetime(2000, 1, 1)).replace(tzinfo=None), "us"
    )
    offset = now.utcoffset() if now and now.tzinfo else None
    local = moment + np.timedelta64(int(offset.total_seconds()) if offset else 0, "s")

    times = np.full(len(texts), np.datetime64("NaT"), "datetime64[us]")
    yearless = np.zeros(len(texts), np.bool_)
    this_year = (_this_year(texts, moment, local, form) for form in _WITHOUT_YEAR)
    for found in (_ago(texts, moment), _day_words(texts, moment, local), *this_year):
        open_rows = np.isnat(times[found.rows])
        times[found.rows[open_rows]] = found.times[open_rows]
        yearless[found.rows[open_rows]] = found.yearless[open_rows]
    rows = np.flatnonzero(~np.isnat(times))
    given = times[rows] if now else np.full(len(rows), np.datetime64("NaT"), "datetime64[us]")
    return RelativeTimes(rows, given, yearless[rows])


def is_relative(text: str) -> bool:
    """Whether a folded text begins like "3 hours ago", "vor 2 Tagen" or "gestern"."""
    if text in _NOW_WORDS or _PYTHON_AGO.match(text):
        return True
    day, _, clock_words = text.partition(" ")
    return day in _DAY_WORDS and (not clock_words or (len(clock_words) < 20 and any(map(str.isdigit, clock_words))))


def _ago(texts: pa.Array, moment: np.datetime64) -> RelativeTimes:
    parts = find_parts(texts, _AGO)
    count = parts.mapped("count", lambda text: int(text) if text.isdigit() else _COUNTS[text]).astype(np.int64)
    unit = parts.mapped("unit", lambda text: _UNITS[text]).astype(np.int64)

    framed = parts.has("before") | parts.has("after")
    short = parts.mapped("unit", lambda text: text in _SHORT).astype(np.bool_) & parts.has("count")
    told = (framed & (parts.has("count") | parts.has("before"))) | (short & parts.mapped("count", str.isdigit).astype(np.bool_))

    seconds = np.where(unit > 0, unit * count, 0).astype("timedelta64[s]")
    months = np.where(unit < 0, -unit * count, 0)
    told &= (months < 1_800) & (seconds < np.timedelta64(150 * 366, "D"))
    times = _months_back(moment, np.where(told, months, 0)) - np.where(told, seconds, np.timedelta64(0, "s"))
    return RelativeTimes(parts.rows[told], times[told], np.zeros(int(told.sum()), np.bool_))


def _months_back(moment: np.datetime64, months: NDArray[np.int64]) -> NDArray[np.datetime64]:
    """The same day and clock some calendar months before, or the last day of that month where it is shorter."""
    month = moment.astype("datetime64[M]")
    target = month - months.astype("timedelta64[M]")
    day = moment.astype("datetime64[D]") - month.astype("datetime64[D]")
    last = (target + np.timedelta64(1, "M")).astype("datetime64[D]") - np.timedelta64(1, "D")
    date = np.minimum(target.astype("datetime64[D]") + day, last)
    result: NDArray[np.datetime64] = date.astype("datetime64[us]") + (moment - moment.astype("datetime64[D]"))
    return result


def _day_words(texts: pa.Array, moment: np.datetime64, local: np.datetime64) -> RelativeTimes:
    times = np.full(len(texts), np.datetime64("NaT"), "datetime64[us]")
    now = np.flatnonzero(pc.is_in(texts, pa.array(sorted(_NOW_WORDS))).to_numpy(zero_copy_only=False))
    times[now] = moment

    parts = find_parts(texts, _DAY_CLOCK)
    micros, valid = clock(parts)
    for words in ("middle", "rest"):
        valid &= parts.mapped(words, is_silent).astype(np.bool_)
    back = parts.mapped("day", lambda word: _DAY_WORDS[word]).astype("timedelta64[D]")
    day = local.astype("datetime64[D]") - back + (moment - local)
    times[parts.rows[valid]] = (day + micros.astype("timedelta64[us]"))[valid]
    rows = np.flatnonzero(~np.isnat(times))
    return RelativeTimes(rows, times[rows], np.zeros(len(rows), np.bool_))


def _this_year(texts: pa.Array, moment: np.datetime64, local: np.datetime64, form: str) -> RelativeTimes:
    """A day without its year is of this year, or of the last where it would lie ahead."""
    parts = find_parts(texts, form)
    month = parts.mapped("name", month_of).astype(np.int64) if "name" in parts.groups else parts.numbers("month")
    micros, valid = clock(parts)
    for words in ("lead", "middle", "rest"):
        valid &= parts.mapped(words, is_silent).astype(np.bool_)

    this = int(str(local)[:4])
    date, real = days(np.full(len(month), this, np.int64), month, parts.numbers("day"))
    ahead = date > local.astype("datetime64[D]") + np.timedelta64(1, "D")
    earlier, real_earlier = days(np.full(len(month), this - 1, np.int64), month, parts.numbers("day"))
    valid &= np.where(ahead, real_earlier, real)
    times = np.where(ahead, earlier, date).astype("datetime64[us]") + micros.astype("timedelta64[us]") + (moment - local)
    return RelativeTimes(parts.rows[valid], times[valid], np.ones(int(valid.sum()), np.bool_))
