"""The forms of written dates, as patterns of RE2 over folded text (fold_texts) that run over a whole column at once.

Every form is anchored and composed of the same pieces: words, a date, words, a clock, and what follows. Words and zones are
judged by tables afterwards, so that no pattern lists them and prose with a date in it is no date.
"""

from dataclasses import dataclass

from interestlab.corpus.columns.time_words import HALVES

_HALF = "|".join(sorted((half.replace(".", r"\.?") for half in HALVES), key=len, reverse=True))
_LEAD = r"^(?P<lead>\D*?)"
_NAME = r"(?P<name>\p{L}[\p{L}\p{M}.'’׳॰]*)"
CLOCK = (
    rf"(?:(?P<half>{_HALF}) ?)?(?P<hour>\d{{1,2}})"
    r"(?: ?(?P<mark>[:.h]|時|时|点|點|시) ?"
    r"(?:(?P<minute>\d{1,2})"
    r"(?: ?(?:[:.m]|分|분) ?(?P<second>\d{1,2})(?:[.,:](?P<fraction>\d{1,9}))?)?(?: ?(?:分|분|秒|초|s\b))?)?)?"
    rf"(?: ?(?P<half_after>{_HALF})(?:[^\p{{L}}\p{{M}}]|$))?"
)
_REST = r"(?P<rest>(?:\D.*)?)$"
THEN_CLOCK = rf"(?:(?P<middle>\D*?) ?{CLOCK})?{_REST}"
_CLOCK_YEAR = rf",? {CLOCK}(?P<rest>(?: .*?)?),? (?P<year>\d{{4}})$"
_OF = r"(?:\.? ?-?/? ?(?:de |del |d'|d’|of )?)"
_ORDINAL = r"(?:st|nd|rd|th|er|e|o|a|º|ª)?"
_NUMBER_DATE = r"(?P<first>\d{1,2}) ?%s ?(?P<second_number>\d{1,2}) ?%s ?(?P<year>\d{4}|\d{1,2})"


@dataclass(frozen=True)
class WrittenForm:
    """One way to write a date.

    title is for people. Groups of the pattern: year, month or name (of the month), day; first and second_number instead where
    the order of day and month is open; era; hour, minute, second, fraction, half; lead, middle and rest are words to be judged.
    """

    title: str
    pattern: str


def _then(date: str) -> str:
    return _LEAD + date + THEN_CLOCK


DOTTED = WrittenForm("day.month.year", _then(_NUMBER_DATE % (r"\.", r"\.")))
SLASHED = WrittenForm("numbers with “/”", _then(_NUMBER_DATE % ("/", "/")))
DASHED = WrittenForm("numbers with “-”", _then(_NUMBER_DATE % ("-", "-")))

# a month without a day
MONTHS: tuple[WrittenForm, ...] = (
    WrittenForm("month and year", r"^(?P<year>\d{4})(?:[-/]| ?[年년] ?)(?P<month>\d{1,2}) ?[月월]?$"),
    WrittenForm("month and year", rf"^{_NAME},? ?[-/]? ?(?:de |del )?'?(?P<year>\d{{4}})$"),
    WrittenForm("month and year", r"^(?P<month>\d{1,2})[/.](?P<year>\d{4})$"),
)

FORMS: tuple[WrittenForm, ...] = (
    WrittenForm("ISO 8601", _then(r"(?P<year>\d{4}) ?- ?(?P<month>\d{1,2}) ?- ?(?P<day>\d{1,2})")),
    WrittenForm("year/month/day", _then(r"(?P<year>\d{4}) ?/ ?(?P<month>\d{1,2}) ?/ ?(?P<day>\d{1,2})")),
    WrittenForm("year.month.day", _then(r"(?P<year>\d{4}) ?\. ?(?P<month>\d{1,2}) ?\. ?(?P<day>\d{1,2})\.?")),
    WrittenForm("year:month:day", r"^(?P<year>\d{4}):(?P<month>\d\d):(?P<day>\d\d)" + THEN_CLOCK),
    WrittenForm(
        "year年month月day日", _then(r"(?P<year>\d{4}|\d{2}) ?[年년] ?(?P<month>\d{1,2}) ?[月월] ?(?P<day>\d{1,2}) ?[日일号號]?")
    ),
    WrittenForm(
        "years of an era",
        r"^(?P<era>令和|平成|昭和|大正|明治|民国|民國|中華民國) ?(?P<year>\d{1,3}|元) ?[年.] ?(?P<month>\d{1,2}) ?[月.] ?"
        r"(?P<day>\d{1,2}) ?日?" + THEN_CLOCK,
    ),
    WrittenForm(
        "ISO 8601",
        r"^(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})[t_ -](?P<hour>\d{2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})"
        r"(?:[.,](?P<fraction>\d{1,9}))?)?" + _REST,
    ),
    WrittenForm(
        "year.month.day.weekday",
        r"^(?P<year>\d{2})\. ?(?P<month>\d{1,2})\. ?(?P<day>\d{1,2})\. ?\(?[월화수목금토일]\)?" + THEN_CLOCK,
    ),
    DOTTED,
    SLASHED,
    DASHED,
    WrittenForm(
        "day tháng month năm year", _then(r"(?P<day>\d{1,2}) (?:thang|thg) (?P<month>\d{1,2}) ?,? ?(?:nam )?(?P<year>\d{4})")
    ),
    WrittenForm(
        "day, name of the month, year",
        _then(rf"(?P<day>\d{{1,2}}){_ORDINAL}{_OF}{_NAME},? ?[-/]? ?(?:de |del |พ\.?ศ\.? ?)?'?(?P<year>\d{{4}}|\d{{2}})"),
    ),
    WrittenForm(
        "name of the month, day, year",
        _then(rf"{_NAME} ?[-/]? ?(?P<day>\d{{1,2}}){_ORDINAL}(?: ?[,،/-] ?| )'?(?P<year>\d{{4}})"),
    ),
    WrittenForm("name of the month, day, year", _then(rf"{_NAME}-(?P<day>\d{{1,2}})-(?P<year>\d{{2}})")),
    WrittenForm(
        "year, name of the month, day",
        _then(
            rf"(?P<year>\d{{4}})\.?(?: (?:m|gada|eko)\.? )? ?,?[-/]? ?(?:(?P<day_first>\d{{1,2}})\.? )?{_NAME}"
            r"(?: ?[-/]? ?(?P<day>\d{1,2})(?:d\b)?)?"
        ),
    ),
    WrittenForm("name of the month, day, clock, year", rf"{_LEAD}{_NAME} (?P<day>\d{{1,2}}){_CLOCK_YEAR}"),
    WrittenForm("day, name of the month, clock, year", rf"{_LEAD}(?P<day>\d{{1,2}}) {_NAME}{_CLOCK_YEAR}"),
    *MONTHS,
)  # fmt: skip

# "8:30 AM · Jan 5, 2023", "08:30, 5 January 2023 (UTC)": the clock is put behind the date
CLOCK_FIRST = (
    rf"^(?:at )?((?:(?:{_HALF}) ?)?\d{{1,2}}[:h]\d{{2}}(?::\d{{2}}(?:\.\d+)?)?(?: ?(?:{_HALF}))?"
    r"(?: [a-z]{2,4}| [+-]\d{4})?)"
    r"[ ,·•|-]+(\S.*?\d.*?)( ?\([^)]*\))?$"
)
CLOCK_LAST = r"\2 \1\3"

# the year before the first of an era
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867, "民国": 1911, "民國": 1911, "中華民國": 1911}
