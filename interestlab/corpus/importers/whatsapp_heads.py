"""How a message begins in a WhatsApp export: “12/03/2023, 21:14 - ” on Android, “[12.03.23, 21:14:05] ” on iOS, in any locale.

Which number is the day is decided once for a file, by all of its dates.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Literal

from interestlab.corpus.importers.whatsapp_words import EVENING, MORNING, NOON

Order = Literal["dmy", "mdy", "ymd"]
_MARKS = "[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff]*"
# Two numbers and a third, between signs or the words for year, month and day.
_DATE = r"(?P<a>\d{1,4})(?P<sign>\s?[./\-‐年년]\s?)(?P<b>\d{1,2})\s?[./\-‐月월]\s?(?P<c>\d{1,4})\s?(?:日|일|\.)?(?:\s?г\.?)?"
_TIME = (
    r"(?P<before>[^\W\d_][^\d\[\]:,]{0,14}?)??\s?(?P<hour>\d{1,2})\s?[:.h]\s?(?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?"
    r"(?:\s?(?P<after>[^\W\d_][^\d\[\]:،,\-–]{0,14}))?"
)
_BETWEEN = r"\s?[,،]?\s?(?:(?:à|às|klo|um|kl\.?|u|ob|o|at|в|в|la|a las|om|ora|lúc)\s)?"
_MOMENT = rf"(?:{_DATE}{_BETWEEN}{_TIME})"
_ANDROID = re.compile(rf"{_MOMENT}\s?[-–]\s(?P<rest>.*)", re.S)
_IOS = re.compile(rf"\[{_MOMENT}\]\s?(?P<rest>.*)", re.S)
_TIME_FIRST = re.compile(rf"(?:\[(?P<ios>)\s?)?{_TIME}\s?[,،]?\s{_DATE}(?(ios)\]\s?|\s[-–]\s)(?P<rest>.*)", re.S)
_IS_MARK = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff]")
_BLANKS = re.compile("[\u00a0\u202f\u2007\u2009]")
_MORNING, _NOON, _EVENING = (frozenset(word.replace(" ", "") for word in words) for words in (MORNING, NOON, EVENING))


@dataclass(frozen=True)
class Moment:
    """a, b, c: the numbers of the date as they stand. half: which half of the day the hour is in, where that is said."""

    a: int
    b: int
    c: int
    hour: int
    minute: int
    second: int
    half: Literal["", "am", "pm", "noon", "?"] = ""
    sign: str = "/"
    padded: bool = True  # 03, not 3
    by_name: bool = False  # 年, 월: the year comes first

    @property
    def numbers(self) -> tuple[int, int, int]:
        return self.a, self.b, self.c


@dataclass(frozen=True)
class Head:
    """The beginning of a message. ios: in brackets. rest: what follows, with its marks of direction."""

    moment: Moment
    ios: bool
    rest: str


def head_of(line: str) -> Head | None:
    """The head of a line; None where it goes on with the message above."""
    start = 0
    while start < min(len(line), 6) and _IS_MARK.match(line, start):
        start += 1
    first = line[start : start + 1]
    if not (first.isdigit() or first == "["):
        return None
    said = _without_marks(line[start : start + 70])
    found = (_IOS if first == "[" else _ANDROID).match(said) or _TIME_FIRST.match(said)
    return _head(found, line, said, first == "[") if found else None


def _without_marks(text: str) -> str:
    return _BLANKS.sub(" ", _IS_MARK.sub("", text))


def _head(found: "re.Match[str]", line: str, said: str, ios: bool) -> Head | None:
    """The head, where its numbers can be a date and a time."""
    second = int(found["second"] or 0)
    hour, minute = int(found["hour"]), int(found["minute"])
    if hour > 24 or minute > 59 or second > 59 or not all(int(found[part]) for part in "abc"):
        return None
    longest = sorted(len(found[part]) for part in "abc")
    if longest[-1] == 3 or longest[1] > 2:
        return None
    padded = any(found[part].startswith(("0", "٠", "۰")) for part in "abc")
    moment = Moment(
        int(found["a"]), int(found["b"]), int(found["c"]), hour, minute, second, _half(found["before"] or found["after"] or ""),
        found["sign"].strip() or "/", padded, found["sign"].strip() in ("年", "년"),
    )  # fmt: skip
    return Head(moment, ios, _rest(line, len(said) - len(found["rest"]), said))


def _rest(line: str, visible: int, said: str) -> str:
    """What follows the head, whose length is counted without marks."""
    seen, place = 0, 0
    while seen < visible and place < len(line):
        seen += not _IS_MARK.match(line[place])
        place += 1
    return line[place:]


def _half(word: str) -> Literal["", "am", "pm", "noon", "?"]:
    plain = word.lower().replace(" ", "").strip()
    if not plain:
        return ""
    for half, words in (("am", _MORNING), ("pm", _EVENING), ("noon", _NOON)):
        if plain in words or f"{plain}." in words:
            return half  # type: ignore[return-value]
    return "?"


@dataclass(frozen=True)
class FoundOrder:
    """The order of day, month and year in a file. why: the sentence that says how it was decided. certain: the dates tell."""

    order: Order
    why: str
    certain: bool

    @property
    def title(self) -> str:
        """The form of the dates, for people."""
        return _CALLED[self.order].replace(", ", "/")


_CALLED = {"dmy": "day, month, year", "mdy": "month, day, year", "ymd": "year, month, day"}


def order_of(moments: Sequence[Moment]) -> FoundOrder:
    """Decides by years of four digits, by values that fit one order only, by the order of the messages, and by the form."""
    if sum(one.a > 999 or one.by_name for one in moments) > len(moments) / 2:
        return FoundOrder("ymd", "Dates are read as year, month, day.", True)
    possible: tuple[Order, ...] = ("dmy", "mdy") if any(one.c > 31 for one in moments) else ("dmy", "mdy", "ymd")
    wrong = {order: sum(day_of(one, order) is None for one in moments) for order in possible}
    if "ymd" in wrong and not _looks_year_first(moments):
        del wrong["ymd"]
    fitting = [order for order in wrong if wrong[order] == min(wrong.values())]
    if len(fitting) == 1:
        order = fitting[0]
        telling = max(wrong.values()) - wrong[order]
        return FoundOrder(order, f"Dates are read as {_CALLED[order]}; {telling:,} of {len(moments):,} fit only so.", True)
    back = {order: _steps_back(moments, order) for order in fitting}
    order = min(fitting, key=lambda one: back[one])
    if sum(steps == back[order] for steps in back.values()) == 1:
        return FoundOrder(order, f"Dates are read as {_CALLED[order]}, by which the messages follow one another in time.", True)
    order = _by_form(moments[0], fitting)
    return FoundOrder(
        order, f"Dates are read as {_CALLED[order]}; nothing in the file tells day from month for certain.", False
    )


def day_of(moment: Moment, order: Order) -> date | None:
    """The day in the order; None where there is no such day. Years of the Buddhist and the Iranian calendar are turned."""
    numbers = dict(zip(order, moment.numbers, strict=True))
    year = numbers["y"] + (0 if numbers["y"] > 99 else 2000 if numbers["y"] < 70 else 1900)
    if 1380 <= year <= 1450:
        return _of_iran(year, numbers["m"], numbers["d"])
    if 2540 <= year <= 2620:
        year -= 543
    try:
        return date(year, numbers["m"], numbers["d"]) if 1990 <= year <= 2100 else None
    except ValueError:
        return None


def time_of(moment: Moment, order: Order) -> str:
    """ISO 8601 without a zone; "" where there is no such day."""
    day = day_of(moment, order)
    if day is None:
        return ""
    hour = moment.hour
    if moment.half == "am" and hour == 12:
        hour = 0
    elif moment.half in ("pm", "noon") and hour < 12 and not (moment.half == "noon" and hour == 11):
        hour += 12
    when = datetime(day.year, day.month, day.day) + timedelta(hours=hour, minutes=moment.minute, seconds=moment.second)
    return when.isoformat()


def _looks_year_first(moments: Sequence[Moment]) -> bool:
    """Years of two digits in front hardly change, and days behind do."""
    return len({one.a for one in moments}) < len({one.c for one in moments}) and all(one.a > 8 for one in moments)


def _steps_back(moments: Sequence[Moment], order: Order) -> int:
    days = [day for one in moments if (day := day_of(one, order))]
    return sum((after - before).days < -1 for before, after in pairwise(days))


def _by_form(moment: Moment, fitting: Sequence[Order]) -> Order:
    """3/5/23, 9:14 PM is how the United States write it; elsewhere the day comes first."""
    american = moment.sign == "/" and not moment.padded and moment.c < 100 and moment.half != ""
    wanted: Order = "mdy" if american else "dmy"
    return wanted if wanted in fitting else fitting[0]


def _of_iran(year: int, month: int, day: int) -> date | None:
    """The day of the Iranian calendar, by its cycle of 33 years, which holds from 1178 to 1633."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    since = year - 979
    days = 365 * since + since // 33 * 8 + (since % 33 + 3) // 4
    days += 31 * (month - 1) if month <= 6 else 186 + 30 * (month - 7)
    return date(1600, 3, 20) + timedelta(days=days + day - 1)
