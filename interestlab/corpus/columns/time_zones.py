"""What follows a clock: a zone or an offset, in brackets or not, or words that say nothing."""

import re
from dataclasses import dataclass
from functools import cache
from zoneinfo import available_timezones

from interestlab.corpus.columns.time_words import is_silent

_HOURS = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "cet": 1, "mez": 1, "cest": 2, "mesz": 2, "hnec": 1, "haec": 2,
    "eet": 2, "oez": 2, "eest": 3, "oesz": 3, "bst": 1, "ist": 5.5, "msk": 3, "msd": 4, "trt": 3, "est": -5, "edt": -4,
    "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10, "nst": -3.5,
    "ndt": -2.5, "ast": -4, "adt": -3, "brt": -3, "brst": -2, "art": -3, "clt": -4, "clst": -3, "cot": -5, "pet": -5,
    "vet": -4, "uyt": -3, "jst": 9, "kst": 9, "hkt": 8, "sgt": 8, "pht": 8, "myt": 8, "awst": 8, "acst": 9.5, "acdt": 10.5,
    "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "wib": 7, "wita": 8, "wit": 9, "ict": 7, "npt": 5.75, "pkt": 5, "gst": 4,
    "irst": 3.5, "idt": 3, "sast": 2, "cat": 2, "eat": 3, "wat": 1, "yekt": 5, "novt": 7, "krat": 7, "irkt": 8, "vlat": 10,
    "coordinated universal time": 0, "greenwich mean time": 0, "universal time": 0, "мск": 3,
}  # fmt: skip
_PLACES = {"et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles",
    "eastern time": "America/New_York", "eastern time (us & canada)": "America/New_York", "us eastern": "America/New_York",
    "central time": "America/Chicago", "central time (us & canada)": "America/Chicago", "us central": "America/Chicago",
    "mountain time": "America/Denver", "mountain time (us & canada)": "America/Denver",
    "pacific time": "America/Los_Angeles", "pacific time (us & canada)": "America/Los_Angeles",
    "us pacific": "America/Los_Angeles",
    "central european time": "Europe/Berlin", "mitteleuropaische zeit": "Europe/Berlin", "uk time": "Europe/London",
    "london time": "Europe/London", "heure de paris": "Europe/Paris", "hora de madrid": "Europe/Madrid",
    "hora peninsular": "Europe/Madrid", "ora di roma": "Europe/Rome", "horario de brasilia": "America/Sao_Paulo",
    "московское время": "Europe/Moscow", "по московскому времени": "Europe/Moscow", "moscow time": "Europe/Moscow",
    "北京时间": "Asia/Shanghai", "北京時間": "Asia/Shanghai", "东八区": "Asia/Shanghai", "beijing time": "Asia/Shanghai",
    "china standard time": "Asia/Shanghai", "台北時間": "Asia/Taipei", "日本時間": "Asia/Tokyo", "日本標準時": "Asia/Tokyo",
    "한국시간": "Asia/Seoul", "한국 시간": "Asia/Seoul", "한국 표준시": "Asia/Seoul", "india standard time": "Asia/Kolkata",
}  # fmt: skip
AMBIGUOUS = {
    "cst": "US Central, UTC-06:00", "ist": "India, UTC+05:30", "bst": "British Summer, UTC+01:00",
    "ast": "Atlantic, UTC-04:00", "gst": "Gulf, UTC+04:00",
}  # fmt: skip
_OFFSET = re.compile(r"^(utc|gmt|z)? ?([+-]) ?(\d{1,2})(?::?(\d{2}))?(?::?\d{2})?$")
_COMMENT = re.compile(r"^(.*?)\s*(?:\(([^()]*)\)|\[([^\[\]]*)\])$")


@dataclass(frozen=True)
class NamedZone:
    """A zone as it was written: an offset in minutes, or a place of the time zone database. Neither = none was named."""

    minutes: float | None = None
    place: str = ""
    name: str = ""

    @property
    def title(self) -> str:
        """The zone for people."""
        return self.place or ("UTC" if self.minutes == 0 else self.name.upper())

    @property
    def named(self) -> bool:
        return self.minutes is not None or bool(self.place)


@cache
def _places() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones() if "/" in name}


def _zone(text: str) -> NamedZone | None:
    """The zone that a folded text names, None = it names none."""
    if text in _HOURS:
        return NamedZone(_HOURS[text] * 60, name=text)
    if text in _PLACES:
        return NamedZone(place=_PLACES[text], name=text)

    if match := _OFFSET.match(text):
        hours, minutes = int(match[3]), int(match[4] or 0)
        if hours > 15 or minutes > 59:
            return None
        return NamedZone((hours * 60 + minutes) * (-1 if match[2] == "-" else 1), name=text)

    if "/" in text and text.replace(" ", "_") in _places():
        return NamedZone(place=_places()[text.replace(" ", "_")], name=text)
    return None


def read_zone(text: str) -> NamedZone | None:
    """The zone in what follows a clock (folded): "z", " +02:00", " gmt+0000 (coordinated universal time)", " uhr", "".

    None = there are words that are neither a zone nor silent, so that the value is not a time.
    """
    text = text.strip(" ,.;")
    if "[" not in text:
        text = text.rstrip("]")
    if not text:
        return NamedZone()

    comment = ""
    if match := _COMMENT.match(text):
        text, comment = match[1].strip(" ,.;"), (match[2] or match[3] or "").strip()

    while text:
        if zone := _zone(text):
            # a comment repeats the zone in words: "(Coordinated Universal Time)"
            return zone
        first, _, others = text.partition(" ")
        if not is_silent(first):
            return None
        text = others.strip(" ,")

    zone = _zone(comment)
    return zone or (NamedZone() if is_silent(comment) else None)
