"""One post at a time: its text, the classes as buttons and keys, and how far the labelling is."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from interestlab.charts.labelling import labelling_curve
from interestlab.classify.active import JUDGED_EVERY, STRATEGIES
from interestlab.classify.labels import SETTLED, HandLabel, LabelClass
from interestlab.classify.learning_curve import LearningCurve
from interestlab.errors import InterestLabError
from interestlab.home.labels import Labels, SchemeState, digests_of
from interestlab.home.workspace import Result
from interestlab.questions.labelling import AskedPost, LabellingCurve, NextPosts
from interestlab.ui import say
from interestlab.ui.chart import show_chart
from interestlab.ui.door.browser import this_browser
from interestlab.ui.label.ahead import Ahead, ahead, asking
from interestlab.ui.label.component import hear_keys
from interestlab.ui.label.order import (
    AGAIN,
    DISPUTES,
    DOUBTS,
    NOT_BY_HAND,
    REVISITING,
    TITLES,
    WITH_CLASS,
    Now,
    Texts,
    again_of,
    now_of,
    said_by_hand,
    why_sentence,
)
from interestlab.ui.label.training import training_card
from interestlab.ui.next_run import keep_to_one
from interestlab.ui.per_map import opened_per_map
from interestlab.ui.record.opening import open_record
from interestlab.ui.text import plain_text
from interestlab.ui.theme import is_dark

BATCH = 5  # labels after which the next posts are chosen anew
_FIRST_SECONDS = 4.0  # that the first post is waited for
_SKIP, _UNSURE, _UNDO = "s", "?", "undo"
_KEYED = 9  # classes that have a key
_PROBLEM, _DONE_AGAIN = "_interestlab.label_problem", "_interestlab.label_done_again"
_MOST_SHOWN = 20_000  # characters of a post


@dataclass(frozen=True)
class _Ask:
    """What an answer needs to be kept: of which post of which scheme, and how it came to be asked about."""

    labels: Labels
    scheme: str
    post: int
    text: str  # digest
    way: str
    judging: bool


def author() -> str:
    """Who labels: this browser, without telling its id."""
    browser = this_browser()
    return hashlib.sha256(browser.encode()).hexdigest()[:8] if browser else "somebody"


@opened_per_map(entries=2)
def texts_of(result: Result) -> Texts:
    """The posts as labelling sees them, worked out once a session."""
    digests = digests_of(result.corpus.texts)
    place: dict[str, int] = {}
    for at, digest in enumerate(digests):
        place.setdefault(digest, at)
    return Texts(digests, np.array(sorted(place.values()), np.intp), place)


@st.fragment
def label_area(result: Result, scheme: str) -> None:
    """The post on the left, the state of the labelling on the right; an answer runs this alone again."""
    labels = Labels(result.workspace)
    state = labels.state(scheme)
    texts = texts_of(result)
    left, right = st.columns([2.1, 1], gap="small")
    with right:
        strategy, of = _order_inputs(state)
    with left, st.container(border=True, key="label_post"):
        now, left_over = _now(result, state, texts, strategy, of)
        if (problem := st.session_state.pop(_PROBLEM, None)) is not None:
            say.error("{problem:400}", icon=":material/error:", problem=problem)
        if now is None:
            _nothing_left(strategy)
        else:
            _post(result, labels, state, now, left_over)
    with left:
        training_card(result, labels, state)
    with right:
        _progress(result, state, texts)


def _order_inputs(state: SchemeState) -> tuple[str, str | None]:
    """What comes next, and of which class."""
    classes = list(state.scheme.classes)
    choices = [*STRATEGIES, *REVISITING]
    keep_to_one("label_of", {one.id for one in classes})
    strategy = say.selectbox(
        "What comes next", choices, key="label_strategy", format_func=TITLES.__getitem__,
        help="Whatever is chosen, each fifth post is drawn at random and is only judged by.",
    )  # fmt: skip
    if strategy not in WITH_CLASS or not classes:
        return strategy, None
    names = {one.id: one.name for one in classes}
    return strategy, say.selectbox("Class", list(names), key="label_of", format_func=names.__getitem__)


def _now(result: Result, state: SchemeState, texts: Texts, strategy: str, of: str | None) -> tuple[Now | None, int]:
    """The post that is asked about, and how many are left of those that are gone through once more."""
    if strategy in REVISITING:
        stamp = f"{state.scheme.id} {strategy} {of}"
        done: dict[str, set[int]] = st.session_state.setdefault(_DONE_AGAIN, {})
        found = [one for one in again_of(result, state, texts, strategy, of) if one.post not in done.get(stamp, set())]
        held = {text for text, one in state.standing.items() if one.judging}
        return (Now(found[0], texts.digests[found[0].post] in held) if found else None), len(found)
    proposed: Ahead[tuple[AskedPost, ...]] = ahead("next")
    number = len(said_by_hand(state))
    wanted = (state.scheme.id, strategy, of, len(state.scheme.classes))
    proposed.take()
    question = NextPosts(state.scheme.id, strategy, of, seed=number // BATCH)  # type: ignore[arg-type]
    proposed.ask((*wanted, number // BATCH), asking(result, question))
    fits = isinstance(proposed.of, tuple) and proposed.of[:-1] == wanted
    if not fits:
        proposed.wait(_FIRST_SECONDS)
        fits = isinstance(proposed.of, tuple) and proposed.of[:-1] == wanted
    return now_of(state, texts, proposed.answer or () if fits else ()), 0


def _nothing_left(strategy: str) -> None:
    if strategy in REVISITING:
        said = {DOUBTS: "No label is in doubt. Labels are doubted after training.", DISPUTES: "Nobody disagrees.",
                AGAIN: "No post of this class is left."}[strategy]  # fmt: skip
        say.caption("{said}", said=said)
    else:
        say.caption("Every post has been asked about.")


def _post(result: Result, labels: Labels, state: SchemeState, now: Now, left_over: int) -> None:
    """The text and the answers."""
    post = now.asked.post
    way = SETTLED if now.asked.way == DISPUTES else now.asked.way
    ask = _Ask(labels, state.scheme.id, post, texts_of(result).digests[post], way, now.judging)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if now.judging:
            say.badge("Only to judge by", icon=":material/balance:", color="violet")
        if left_over:
            say.badge("{left_over:,} left", color="gray", left_over=left_over)
        say.caption("{why}", width="content", why=why_sentence(now, state))
    _keys(ask, state)
    text = result.corpus.texts[post]
    with st.container(height=300 if len(text) > 900 else "content", border=False, key="label_text"):
        say.markdown("#### {text}" if len(text) < 200 and "\n" not in text else "{text}", text=text[:_MOST_SHOWN])
        if len(text) > _MOST_SHOWN:
            say.caption("The first {shown:,} of {all:,} characters.", shown=_MOST_SHOWN, all=len(text))
    _answers(ask, state)


def _keys(ask: _Ask, state: SchemeState) -> None:
    """The keys of the post; they stand before its text, so that they belong to it as soon as it is seen."""
    keys: dict[str, Callable[[], None]] = {}
    for at, one in enumerate(state.scheme.classes[:_KEYED], 1):
        keys[str(at)] = lambda one=one: _say(ask, one)  # type: ignore[misc]
    keys |= {_SKIP: lambda: _say(ask, None), _UNSURE: lambda: _say(ask, None, unsure=True)}
    keys[_UNDO] = lambda: _undo(ask.labels, ask.scheme)
    hear_keys(ask.post, list(keys), lambda key: keys[key]())


def _answers(ask: _Ask, state: SchemeState) -> None:
    """Classes first, then the other answers; each has a key, beyond nine classes the first nine."""
    with st.container(horizontal=True, gap="small", key="label_classes"):
        for at, one in enumerate(state.scheme.classes, 1):
            label = say.words("**{at}** {name:40}" if at <= _KEYED else "{name:40}", at=at, name=one.name)
            about = say.words("{definition:300}", definition=one.definition) if one.definition else None
            say.button(label, key=f"label_{ask.post}_{one.id}", on_click=_say, args=(ask, one), help=about)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="label_others"):
        with say.popover("New class", icon=":material/add:", key=f"label_new_{ask.post}"):
            name = say.text_input("Name", key=f"label_name_{ask.post}", max_chars=80)
            say.button("Add, and give it to this post", key=f"label_add_{ask.post}", on_click=_say_new, args=(ask, name))
        say.button("**s** Skip", key=f"label_{ask.post}_skip", type="tertiary", on_click=_say, args=(ask, None))
        say.button("**?** Unsure", key=f"label_{ask.post}_unsure", type="tertiary", on_click=_say, args=(ask, None, True))
        if any(one.author == author() and one.chosen not in NOT_BY_HAND for one in state.said):
            say.button(
                "**u** Undo", key="label_undo", type="tertiary", on_click=_undo, args=(ask.labels, ask.scheme),
                icon=":material/undo:",
            )  # fmt: skip
        say.button("Open", key=f"label_{ask.post}_open", type="tertiary", icon=":material/article:", on_click=open_record,
                   args=(ask.post,), help="All that is known of the post.")  # fmt: skip
        with say.popover("Note", icon=":material/edit_note:", key=f"label_note_{ask.post}"):
            say.text_input("Kept with the answer", key=_note_key(ask.post), max_chars=500)


def _note_key(post: int) -> str:
    return f"label_noted_{post}"


def _say(ask: _Ask, one: LabelClass | None, unsure: bool = False) -> None:
    """Keeps an answer, in a callback; what went wrong is shown in the next run."""
    note = st.session_state.get(_note_key(ask.post)) or ""
    said = HandLabel(
        text=ask.text,
        label=None if one is None else one.id,
        author=author(),
        created=time.time(),
        unsure=unsure,
        note=note,
        chosen=ask.way,
        judging=ask.judging,
    )
    try:
        ask.labels.add(ask.scheme, [said])
    except InterestLabError as error:
        st.session_state[_PROBLEM] = str(error)
        return
    strategy, of = st.session_state.get("label_strategy"), st.session_state.get("label_of")
    if strategy in REVISITING:
        stamp = f"{ask.scheme} {strategy} {of if strategy in WITH_CLASS else None}"
        done = st.session_state.get(_DONE_AGAIN, {})
        st.session_state[_DONE_AGAIN] = {**done, stamp: done.get(stamp, set()) | {ask.post}}


def _say_new(ask: _Ask, name: str) -> None:
    try:
        one = ask.labels.add_class(ask.scheme, name)
    except InterestLabError as error:
        st.session_state[_PROBLEM] = str(error)
        return
    _say(ask, one)


def _undo(labels: Labels, scheme: str) -> None:
    taken = labels.undo(scheme, author())
    if taken is None:
        st.session_state[_PROBLEM] = "There is nothing of yours to take back."


def _progress(result: Result, state: SchemeState, texts: Texts) -> None:
    """Labels of each class, the curve so far, and what more would bring."""
    standing = [one for text, one in state.standing.items() if text in texts.place]
    labelled = sum(one.label is not None for one in standing)
    judging = sum(one.judging and one.label is not None for one in standing)
    with st.container(border=True, key="label_progress"):
        say.markdown("**{labelled:,} labels**", labelled=labelled)
        most = max([1, *state.counts.values()])
        table = pd.DataFrame({
            "Class": [plain_text(one.name, 60) for one in state.scheme.classes],
            "Labels": [state.counts[one.id] for one in state.scheme.classes],
        })  # fmt: skip
        st.dataframe(
            table, hide_index=True, key="label_counts", height=min(38 + 35 * max(1, len(table)), 388),
            column_config={"Labels": st.column_config.ProgressColumn(min_value=0, max_value=most, format="%d")},
        )  # fmt: skip
        parts = [say.words("{judging:,} only to judge by (each fifth)", judging=judging)]
        parts += [say.words("{n:,} unsure", n=n)] if (n := sum(one.unsure for one in standing)) else []
        parts += [say.words("{n:,} skipped", n=n)] if (n := sum(one.skipped for one in standing)) else []
        parts += [say.words("{n:,} disagreements", n=n)] if (n := sum(one.disputed for one in standing)) else []
        say.caption("{parts}", parts=say.joined("; ", parts))
        _curve(result, state, judging)


def _curve(result: Result, state: SchemeState, judging: int) -> None:
    """Never waited for: the one that is shown may be a few labels old."""
    kept: Ahead[LearningCurve] = ahead("curve")
    kept.take()
    if judging:
        stamp = (state.scheme.id, len(said_by_hand(state)) // JUDGED_EVERY, len(state.said) - len(said_by_hand(state)))
        kept.ask(stamp, asking(result, LabellingCurve(state.scheme.id)))
    curve = kept.answer if isinstance(kept.of, tuple) and kept.of[0] == state.scheme.id else None
    if curve is None or not curve.points:
        say.caption(
            "The learning curve is being worked out; it stands here with the next answer."
            if judging and kept.coming is not None
            else "The learning curve appears when two classes have labels and some posts to judge by."
        )
        return
    show_chart(labelling_curve(curve, dark=is_dark()), key="label_curve")
    last = curve.points[-1]
    say.caption(
        "Right on {share} of {judged:,} posts drawn at random, after {labels:,} labels to learn from.",
        share=last.right.percent(), judged=curve.judged, labels=last.labels,
    )  # fmt: skip
    if not curve.gain.bounded or curve.gain.rough:
        say.caption("What more labels would bring can be told from {n} posts to judge by on.", n=10)
    else:
        say.caption(
            "{more} more would probably change that by {gain} points ({low} to {high}).", more=curve.more,
            gain=f"{100 * curve.gain.value:+.0f}", low=f"{100 * curve.gain.low:+.0f}", high=f"{100 * curve.gain.high:+.0f}",
        )  # fmt: skip
