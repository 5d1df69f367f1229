"""The one way of text into Streamlit: a door a widget.

Streamlit reads almost every string as Markdown, and its Markdown may fetch an image from elsewhere. So a door takes a constant
sentence with places, our own Markdown, and what fills the places becomes text that shows letter by letter:

    say.caption("**{n:,}** posts by {who:40}", n=count, who=user)

A number after the colon of a text is the most characters that are shown of it; numbers are written as Python writes them.
What `words`, `joined` and `icon` return is a sentence already and may fill a place of another. `on` is the container that the
widget is put into; it is left out where a `with` says so. All other arguments are Streamlit's own.
`tests/ui/test_say.py` holds that every sentence and every `help` is constant, and that nothing goes around the doors.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from numbers import Real
from string import Formatter
from typing import Any, Literal, TypeVar, overload

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.uploaded_file_manager import UploadedFile

from interestlab.ui.text import plain_text, safe_text

T = TypeVar("T")
Text = str  # a constant, or what `words` and `joined` make
_INERT = re.compile(r"(?:[^\W_]|[ '’])*")  # what Markdown leaves alone wherever it stands
_GOES_ON = "\0"  # the form of a place right after a word, of its own so that no sentence can ask for it
_ICON = re.compile(r"[a-z0-9_]+")


class Said(str):
    """A sentence in which strangers' text is safe already; only this file makes them."""

    __slots__ = ()


class _Places(Formatter):
    """Fills the places of a sentence; what goes on right after a word or another place keeps the blank that it begins with."""

    def parse(self, format_string: Any) -> Any:
        first = True
        for literal, name, spec, conversion in super().parse(format_string):
            goes_on = (literal[-1].isalnum() or literal[-1] in ".,%)") if literal else not first
            yield literal, name, _GOES_ON if goes_on and name is not None and not spec else spec, conversion
            first = False

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> Any:
        return kwargs[field_name], field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Said):
            return value
        if isinstance(value, Real):
            return format(value, "" if format_spec == _GOES_ON else format_spec)
        if isinstance(value, date):
            return safe_text(format(value, "" if format_spec == _GOES_ON else format_spec))
        blank = " " * (format_spec == _GOES_ON and str(value).startswith(" "))
        return blank + safe_text(value, int(format_spec) if format_spec not in ("", _GOES_ON) else None)


def words(sentence: str, /, **places: object) -> Said:
    """A sentence for a place of another, or for a `help`."""
    return sentence if isinstance(sentence, Said) else Said(_Places().format(sentence, **places))


def joined(between: str, sentences: Iterable[object]) -> Said:
    """Sentences with a constant between them; what is not a sentence yet is made safe."""
    return Said(between.join(one if isinstance(one, Said) else safe_text(one) for one in sentences))


def listed(sentences: Iterable[object]) -> Said:
    """Sentences as a list with bullets."""
    return Said("\n".join(f"- {words('{one}', one=one)}" for one in sentences))


def icon(name: str) -> Said:
    """A material symbol, by its name, within a sentence."""
    if not _ICON.fullmatch(name):
        raise ValueError(f"{name!r} is no name of a symbol.")
    return Said(f":material/{name}:")


def code(command: str) -> Said:
    """A command between backticks, where only a backtick means something; it may come from a plug-in."""
    return Said(plain_text(command).replace("`", "'"))


def choice_label(value: object) -> str:
    """A choice where choices are Markdown; harmless letters stay as they are, since choices may stand in URLs."""
    if isinstance(value, Said):
        return value
    text = plain_text(value)
    return text if _INERT.fullmatch(text) else safe_text(text)


def _filled(sentence: str, more: dict[str, Any]) -> str:
    """The sentence with its places filled out of `more`, which keeps what is Streamlit's."""
    if isinstance(sentence, Said):
        return sentence
    names = {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
    return words(sentence, **{name: more.pop(name) for name in names})


def _put(kind: str, sentence: str, rest: Sequence[Any], on: DeltaGenerator | None, more: dict[str, Any]) -> Any:
    """Streamlit's element of that kind, with the sentence as its first argument."""
    label = _filled(sentence, more)
    return getattr(st if on is None else on, kind)(label, *rest, **more)


# Text


def markdown(sentence: Text, /, *, on: DeltaGenerator | None = None, **more: Any) -> None:
    """A paragraph, or a heading."""
    _put("markdown", sentence, (), on, more)


def caption(sentence: Text, /, *, on: DeltaGenerator | None = None, **more: Any) -> None:
    """A quiet paragraph."""
    _put("caption", sentence, (), on, more)


def error(sentence: Text, /, *, on: DeltaGenerator | None = None, **more: Any) -> None:
    """What went wrong."""
    _put("error", sentence, (), on, more)


def warning(sentence: Text, /, *, on: DeltaGenerator | None = None, **more: Any) -> None:
    """What may be wrong."""
    _put("warning", sentence, (), on, more)


def info(sentence: Text, /, *, on: DeltaGenerator | None = None, **more: Any) -> None:
    """What should be known."""
    _put("info", sentence, (), on, more)


def toast(sentence: Text, /, **more: Any) -> None:
    """A word in the corner, for some seconds."""
    _put("toast", sentence, (), None, more)


def badge(sentence: Text, /, *, on: DeltaGenerator | None = None, **more: Any) -> None:
    """A short word with a background."""
    _put("badge", sentence, (), on, more)


def metric(label: Text, value: object, delta: object, /, *, on: DeltaGenerator | None = None, **more: Any) -> None:
    """A figure under its label, with what it is a part of."""
    _put("metric", label, (joined("", [value]), joined("", [delta])), on, more)


def spinner(sentence: Text, /, **more: Any) -> AbstractContextManager[None]:
    """A sentence that stands there while the block runs."""
    found: AbstractContextManager[None] = _put("spinner", sentence, (), None, more)
    return found


def progress(share: float, sentence: Text, /, *, on: DeltaGenerator | None = None, **more: Any) -> DeltaGenerator:
    """A bar, 0 to 1 of it full."""
    text = _filled(sentence, more)
    found: DeltaGenerator = (st if on is None else on).progress(share, text=text, **more)
    return found


# Buttons and links


def button(label: Text, /, *, on: DeltaGenerator | None = None, **more: Any) -> bool:
    """Whether it was pressed in this run."""
    return bool(_put("button", label, (), on, more))


def form_submit_button(label: Text, /, **more: Any) -> bool:
    """Whether the form was sent in this run."""
    return bool(_put("form_submit_button", label, (), None, more))


def download_button(label: Text, /, *rest: Any, on: DeltaGenerator | None = None, **more: Any) -> bool:
    """Whether it was pressed in this run."""
    return bool(_put("download_button", label, rest, on, more))


def page_link(page: str, label: Text, /, *, on: DeltaGenerator | None = None, **more: Any) -> None:
    """A link to a page of the app."""
    text = _filled(label, more)
    (st if on is None else on).page_link(page, label=text, **more)


def link_button(label: Text, address: str, /, *, on: DeltaGenerator | None = None, **more: Any) -> None:
    """A link to a page of the web, which opens beside the app; raises ValueError for an address of another kind."""
    if not address.startswith(("https://", "http://")):
        raise ValueError(f"{address!r} is no address of the web.")
    _put("link_button", label, (address,), on, more)


# Containers


def expander(label: Text, /, *, on: DeltaGenerator | None = None, **more: Any) -> Any:
    """A container that opens and closes; where `on_change` is given its `open` says which."""
    return _put("expander", label, (), on, more)


def popover(label: Text, /, *, on: DeltaGenerator | None = None, **more: Any) -> Any:
    """A container behind a button."""
    return _put("popover", label, (), on, more)


def status(label: Text, /, *, on: DeltaGenerator | None = None, **more: Any) -> Any:
    """A container for the output of something that takes time."""
    return _put("status", label, (), on, more)


def dialog(title: Text, /, **more: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A decorator: the function's output stands in a window over the page."""
    found: Callable[[Callable[..., None]], Callable[..., None]] = _put("dialog", title, (), None, more)
    return found


# Inputs


def checkbox(label: Text, /, *rest: Any, on: DeltaGenerator | None = None, **more: Any) -> bool:
    """Whether it is ticked."""
    return bool(_put("checkbox", label, rest, on, more))


def toggle(label: Text, /, *rest: Any, on: DeltaGenerator | None = None, **more: Any) -> bool:
    """Whether it is on."""
    return bool(_put("toggle", label, rest, on, more))


def slider(label: Text, /, *rest: Any, on: DeltaGenerator | None = None, **more: Any) -> Any:
    """A number of a range."""
    return _put("slider", label, rest, on, more)


def number_input(label: Text, /, *rest: Any, on: DeltaGenerator | None = None, **more: Any) -> Any:
    """A number, of the kind of its bounds."""
    return _put("number_input", label, rest, on, more)


def text_input(label: Text, /, *rest: Any, on: DeltaGenerator | None = None, **more: Any) -> str:
    """A line of text."""
    return str(_put("text_input", label, rest, on, more) or "")


def text_area(label: Text, /, *rest: Any, on: DeltaGenerator | None = None, **more: Any) -> str:
    """Lines of text."""
    return str(_put("text_area", label, rest, on, more) or "")


def date_input(label: Text, /, *rest: Any, on: DeltaGenerator | None = None, **more: Any) -> date | None:
    """One day."""
    found: date | None = _put("date_input", label, rest, on, more)
    return found


def file_uploader(label: Text, /, *, on: DeltaGenerator | None = None, **more: Any) -> UploadedFile | None:
    """One file."""
    found: UploadedFile | None = _put("file_uploader", label, (), on, more)
    return found


# Choices


def _chosen_of(
    kind: str, label: str, options: Iterable[Any], shown: Callable[[Any], str], on: DeltaGenerator | None, more: dict[str, Any]
) -> Any:
    """A widget with choices, each called as its `format_func` says and made harmless by `shown`."""
    called: Callable[[Any], object] = more.pop("format_func", str)
    more["format_func"] = lambda value: shown(called(value))
    return _put(kind, label, (options,), on, more)


@overload
def selectbox(label: Text, options: Iterable[T], /, index: int = 0, *, on: DeltaGenerator | None = None, **more: Any) -> T: ...
@overload
def selectbox(
    label: Text, options: Iterable[T], /, index: int | None, *, on: DeltaGenerator | None = None, **more: Any
) -> T | None: ...
def selectbox(
    label: Text, options: Iterable[T], /, index: int | None = 0, *, on: DeltaGenerator | None = None, **more: Any
) -> T | None:
    """One of a list that opens; the list shows plain text."""
    found: T | None = _chosen_of("selectbox", label, options, plain_text, on, {"index": index, **more})
    return found


def multiselect(label: Text, options: Iterable[T], /, *, on: DeltaGenerator | None = None, **more: Any) -> list[T]:
    """Some of a list that opens; the list shows plain text."""
    found: list[T] = _chosen_of("multiselect", label, options, plain_text, on, more)
    return found


def radio(
    label: Text, options: Iterable[T], /, *, captions: Iterable[object] = (), on: DeltaGenerator | None = None, **more: Any
) -> T:
    """One of a few; captions: a quiet line below each."""
    lines = [choice_label(one) for one in captions] or None
    found: T = _chosen_of("radio", label, options, choice_label, on, {"captions": lines, **more})
    return found


def select_slider(label: Text, options: Iterable[T], /, *, on: DeltaGenerator | None = None, **more: Any) -> T:
    """One of an order of choices."""
    found: T = _chosen_of("select_slider", label, options, choice_label, on, more)
    return found


@overload
def segmented_control(
    label: Text, options: Iterable[T], /, *, required: Literal[True], on: DeltaGenerator | None = None, **more: Any
) -> T: ...
@overload
def segmented_control(label: Text, options: Iterable[T], /, *, on: DeltaGenerator | None = None, **more: Any) -> T | None: ...
def segmented_control(label: Text, options: Iterable[T], /, *, on: DeltaGenerator | None = None, **more: Any) -> Any:
    """One of a few, side by side; None where none is chosen."""
    return _chosen_of("segmented_control", label, options, choice_label, on, more)


@overload
def pills(
    label: Text, options: Iterable[T], /, *, selection_mode: Literal["multi"], on: DeltaGenerator | None = None, **more: Any
) -> list[T]: ...
@overload
def pills(
    label: Text, options: Iterable[T], /, *, required: Literal[True], on: DeltaGenerator | None = None, **more: Any
) -> T: ...
def pills(label: Text, options: Iterable[T], /, *, on: DeltaGenerator | None = None, **more: Any) -> Any:
    """One or some of a few, in a row."""
    return _chosen_of("pills", label, options, choice_label, on, more)


# What is no element of a page


def data_editor(table: pd.DataFrame, /, *, on: DeltaGenerator | None = None, **more: Any) -> pd.DataFrame:
    """A table to write in; its cells are shown as they are, and titles come from `text_column`."""
    found: pd.DataFrame = (st if on is None else on).data_editor(table, **more)
    return found


def text_column(title: object, /, **more: Any) -> Any:
    """How a column of a table is shown, under another title than its own."""
    return st.column_config.TextColumn(plain_text(title), **more)


def screen(script: str, title: str, /, *, symbol: str, path: str, default: bool) -> Any:
    """A page as the menu shows it; symbol: the name of a material symbol."""
    return st.Page(script, title=choice_label(title), icon=icon(symbol), url_path=path, default=default)
