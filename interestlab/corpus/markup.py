"""HTML to the text that a reader of the page would see; text that only looks like HTML stays as it is."""

import html
import re

_NAMES = (
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo big blockquote body br button "
    "canvas caption center cite code col colgroup dd del details dfn dialog dir div dl dt em embed fieldset "
    "figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img "
    "input ins kbd label legend li link main mark meta nav nobr noframes noscript object ol optgroup option p param "
    "picture pre q s samp script section select small source span strike strong style sub summary sup svg table tbody "
    "td template textarea tfoot th thead time title tr track tt u ul var video wbr"
)
_BREAK = (
    "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 head header hr html li main nav ol optgroup option p section summary table "
    "tbody tfoot thead title tr ul"
)
_SPACE = "button input select td textarea th"
_UNSEEN = "applet audio canvas iframe noframes object script style svg template video"
_WITHOUT_VALUE = (
    "allowfullscreen async autofocus autoplay checked compact controls default defer disabled hidden loop multiple "
    "muted nohref noshade novalidate nowrap open readonly required reversed selected"
)
_BREAKS, _SPACES, _HIDDEN, _FLAGS = (frozenset(words.split()) for words in (_BREAK, _SPACE, _UNSEEN, _WITHOUT_VALUE))
_MARK = re.compile(
    rf"<!--|<!\[CDATA\[|<(?:!doctype|\?xml)\b[^<>]*>|<(?P<end>/?)(?P<name>{'|'.join(_NAMES.split())})(?P<more>\s[^<>]*|/)?>",
    re.I,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_END_OF_LINE = re.compile(r"(?<![ \t\r\u00a0])[ \t\r\u00a0]+\n")  # begins at a run's begin only, so that time stays linear
_BLANK_LINES = re.compile(r"\n{3,}")


def strip_markup(text: str) -> str:
    """The text without tags, comments, style and script, entities as characters, a line for each paragraph.

    Only names of real HTML elements count, so “<3” and “I <heart> you” stay. Code becomes Markdown: ``` around <pre>, ` around
    <code>, by which it can be left out later. A document that was escaped as a whole is opened, too.
    """
    seen = _without_tags(text) if "<" in text else text
    if "&" not in seen:
        return seen
    opened = _ENTITY.sub(lambda match: html.unescape(match.group()), seen)
    if seen is not text:
        return opened.strip()
    return _without_tags(opened) if "</" in opened else opened


def _without_tags(text: str) -> str:
    """The text itself where it holds no markup; else every mark replaced, in one pass."""
    parts: list[str] = []
    missing: set[str] = set()  # ends that do not come any more: sought once, so that time stays linear
    done, fence = 0, ""
    while mark := _MARK.search(text, done):
        parts.append(text[done : mark.start()])
        done = mark.end()
        name = (mark["name"] or "").lower()
        if not name:
            done = _after_comment(text, mark, parts, missing)
        elif not _is_tag(mark["more"]):
            parts.append(mark.group())
        elif name in ("pre", "code"):
            fence = _code(name, bool(mark["end"]), fence, parts)
        else:
            after = done
            if name in _HIDDEN and not mark["end"] and not (mark["more"] or "").endswith("/"):
                after = _after(text, f"</{name}", done, missing, through_tag=True)
                parts.append(mark.group() if after == done else "")  # an element that never ends is a word about one
            else:
                parts.append("\n" if name in _BREAKS else " " if name in _SPACES else "")
            done = after
    if not parts:
        return text
    joined = "".join((*parts, text[done:]))
    if joined == text:
        return text
    return _BLANK_LINES.sub("\n\n", _END_OF_LINE.sub("\n", joined)).strip()


def _is_tag(more: str | None) -> bool:
    """True where what follows the name is nothing, or attributes: “<a href=x>”, but not “<a or b>”."""
    words = (more or "").strip("/ \t\r\n").lower()
    return not words or "=" in words or set(words.split()) <= _FLAGS


def _code(name: str, ends: bool, fence: str, parts: list[str]) -> str:
    """Puts the sign of Markdown for a tag of code; returns the element that is open."""
    if ends:
        if fence == name:
            parts.append("\n```\n" if name == "pre" else "`")
            return ""
        return fence
    if fence:  # <code> within <pre>
        return fence
    parts.append("\n```\n" if name == "pre" else "`")
    return name


def _after_comment(text: str, mark: "re.Match[str]", parts: list[str], missing: set[str]) -> int:
    """Where the text goes on after a comment; what CDATA holds is kept."""
    if mark.group() == "<!--":
        return _after(text, "-->", mark.end(), missing)
    if mark.group().upper() != "<![CDATA[":
        return mark.end()
    after = _after(text, "]]>", mark.end(), missing)
    parts.append(text[mark.end() : after].removesuffix("]]>"))
    return after


def _after(text: str, end: str, start: int, missing: set[str], *, through_tag: bool = False) -> int:
    """Behind the next `end` from `start` on, or `start` where none comes."""
    if end in missing:
        return start
    found = re.compile(re.escape(end) + (r"\s*>" if through_tag else ""), re.I).search(text, start)
    if found is None:
        missing.add(end)
        return start
    return found.end()
