"""Which words pull posts into an interest: a study, then bars with intervals and a table to download."""

import pandas as pd
import streamlit as st

from interestlab.attention.names import METHODS
from interestlab.charts.contributions import MOST, contribution_bars
from interestlab.home.workspace import Result
from interestlab.intervals import half_widths
from interestlab.questions.explanation import AVERAGE
from interestlab.studies.pull import Pull, PullOfWords
from interestlab.ui import say
from interestlab.ui.chart import show_chart
from interestlab.ui.look_of_interests import interest_look
from interestlab.ui.problems import errors_shown
from interestlab.ui.study import study_card
from interestlab.ui.text import plain_text
from interestlab.ui.theme import is_dark


def pull_card(result: Result, interest: int) -> None:
    """The card of the chosen interest."""
    left, right = st.columns([1.4, 1], vertical_alignment="bottom")
    say.markdown("**Which words pull posts into it?**", on=left)
    others = [number for number in range(result.map.count) if number != interest]
    names: dict[int | None, str] = {AVERAGE: "rather than the average post", None: "on the whole"}
    names |= {number: f"rather than {plain_text(result.map.name(number), 40)}" for number in others}
    against = say.selectbox(
        "Rather than", list(names), key="pull_rather", format_func=lambda n: names.get(n, names[AVERAGE]),
        label_visibility="collapsed",
    on=right)  # fmt: skip
    with errors_shown():
        question = PullOfWords(interest, against if against in names else AVERAGE)
        found = study_card(result, question, start="Find the words")
        if found is None:
            say.caption(
                "The encoder reads up to {texts:,} posts of it and splits each similarity into words.", texts=question.texts
            )
        else:
            _show(result, interest, question, found)


def _show(result: Result, interest: int, question: PullOfWords, found: Pull) -> None:
    colour = interest_look(result).colours[interest]
    halves = half_widths(found.errors, found.texts)
    figure = contribution_bars(found.words, found.means, halves=halves, colour=colour, dark=is_dark())
    show_chart(figure, key="pull")
    say.caption("{sums}", sums=_sums(result, question, found))
    say.caption("{verdict}", verdict=_verdict(found))
    table = pd.DataFrame({
        "word": found.words, "mean": found.means, "standard_error": found.errors, "texts": found.in_texts,
        "occurrences": found.occurrences,
    })  # fmt: skip
    say.download_button("Download the words", table.to_csv(index=False), "words.csv", "text/csv", key="pull_csv",
                       icon=":material/download:", type="tertiary", on_click="ignore")  # fmt: skip


def _sums(result: Result, question: PullOfWords, found: Pull) -> str:
    """What is explained, and that the parts are all of it."""
    what = {AVERAGE: "nearer to its middle than to the average of all posts", None: "near its middle (cosine)"}.get(
        question.rather_than, ""
    )
    if question.rather_than is not None and question.rather_than != AVERAGE:
        what = f"nearer to its middle than to that of “{plain_text(result.map.name(question.rather_than), 60)}”"
    info = METHODS[found.method]
    return (
        f"A post of it is {found.score.signed()} {what}, the mean of {found.texts:,} posts, one a sitting. "
        f"Each bar is what a word adds to that on average over these posts, with its 95 % interval; the {MOST} strongest of "
        f"{len(found.words):,} words are shown. All words add {found.means.sum():+.3f}, special tokens {found.special:+.3f}, "
        f"and {found.bias:+.3f} comes from no token. {info.title} of the map's encoder ({info.source}); posts are cut at "
        f"{question.most_tokens} tokens."
    )


def _verdict(found: Pull) -> say.Said:
    """How faithful the words are; says so where they are no better than chance."""
    if not found.judged:
        return say.words("Too few posts have words of their own to hold these against chance.")
    better = found.better_than_chance
    return say.words(
        "Held against chance on {judged} of these posts: deleting the words that are named lowers it by {fall:.3f}, random "
        "words by {chance:.3f}: {gain}, {than}",
        judged=found.judged,
        fall=found.fall,
        chance=found.chance,
        gain=found.gain.signed(),
        than=say.words("more than chance." if better else "**no more** than chance. Do not rely on this picture."),
    )
