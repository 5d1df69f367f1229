"""The same text before another encoder: words, neighbours, interests and attention side by side."""

import pandas as pd
import streamlit as st

from interestlab import registry
from interestlab.attention.names import METHODS
from interestlab.charts.contributions import contribution_bars
from interestlab.encode.run import find_encoder, is_installed
from interestlab.home.workspace import Result
from interestlab.questions.attention import DescribeAttention
from interestlab.questions.explanation import EncoderView
from interestlab.questions.why import ReadWith
from interestlab.ui import say
from interestlab.ui.attention.choice import since
from interestlab.ui.attention.verdict import verdict_caption
from interestlab.ui.chart import show_chart
from interestlab.ui.look_of_interests import interest_look
from interestlab.ui.problems import errors_shown
from interestlab.ui.services import desk
from interestlab.ui.text import plain_text
from interestlab.ui.theme import is_dark
from interestlab.ui.viewer.view import attention_view, planes_of


def encoders_card(result: Result, encoder: str, text: str) -> None:
    """The card; nothing is read before the analyst names the other encoder."""
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    say.markdown("**What does another encoder make of it?**", on=left)
    others = [name for name in registry.usable("encoders") if name != encoder and is_installed(name)]
    other = say.selectbox(
        "Other encoder", [None, *others], key="other_encoder", label_visibility="collapsed",
        format_func=lambda name: "choose an encoder" if name is None else plain_text(name, 60),
    on=right)  # fmt: skip
    if other is None:
        say.caption("Words, neighbours, nearest interests and attention of two encoders on the same text, side by side.")
        return
    with errors_shown(), say.spinner("Reading with both …"):
        mine = desk().ask(result, ReadWith(encoder, text))
        theirs = desk().ask(result, ReadWith(other, text, mine.interest))
        _both(result, (mine, theirs))
        _attention(other, text)


def _both(result: Result, views: tuple[EncoderView, EncoderView]) -> None:
    say.caption("{agreement}", agreement=_agreement(result, *views))
    for view, column in zip(views, st.columns(2, gap="medium"), strict=True):
        with column:
            _one(result, view)


def _one(result: Result, view: EncoderView) -> None:
    say.markdown("**{encoder:40}**", encoder=view.encoder)
    with st.container(horizontal=True, gap="xsmall"):
        say.badge("{tokens:,} tokens", color="gray", tokens=view.tokens)
        if view.tokens < view.total:
            say.badge("of {total:,}", color="orange", icon=":material/content_cut:", total=view.total)
        if view.unknown:
            say.badge("{unknown:,} unknown", color="red", icon=":material/question_mark:", unknown=view.unknown)
    colour = interest_look(result).colours[view.interest]
    figure = contribution_bars(view.words, view.values, colour=colour, dark=is_dark())
    show_chart(figure, key=f"words_{view.encoder}")
    say.caption("{score:+.3f} in all. {title}.", score=view.score, title=METHODS[view.method].title)
    verdict_caption(view.encoder, view.judging, "it")
    titles = result.corpus.contents["title"]
    table = pd.DataFrame({
        "Nearest of the sample": [plain_text(titles.iloc[number], 70) for number in view.neighbours],
        "Cosine": view.cosines,
    })  # fmt: skip
    config = {"Cosine": st.column_config.NumberColumn(format="%.2f")}
    st.dataframe(table, hide_index=True, height=250, key=f"near_{view.encoder}", column_config=config)
    names = ", ".join(f"“{plain_text(result.map.name(number), 40)}”" for number in view.interests[:3])
    say.caption("Nearest interests: {names}.", names=names)


def _agreement(result: Result, mine: EncoderView, theirs: EncoderView) -> str:
    """How far they agree, beside what chance would give."""
    shared = len(set(mine.neighbours.tolist()) & set(theirs.neighbours.tolist()))
    count = len(mine.neighbours)
    chance = count**2 / mine.sample
    name = plain_text(result.map.name(mine.interest), 60)
    said = (
        f"Both read the same {mine.sample:,} posts. {shared} of the {count} nearest are the same (by chance {chance:.1f}). "
        f"Bars: what words add to the nearness to “{name}”, the middle of the sample's posts in it, rather than to their "
        "average; cosines of different encoders are not on one scale."
    )
    if mine.words == theirs.words and len(mine.words) > 3:
        from scipy.stats import spearmanr  # half a second, which every start of every page would take

        found = spearmanr(mine.values, theirs.values)
        sure = "" if found.pvalue < 0.05 else ", which chance also gives"
        said += f" The order of the {len(mine.words)} words agrees with rank correlation {found.statistic:.2f}{sure}."
    return said


def _attention(other: str, text: str) -> None:
    if not find_encoder(other).info.shows_attention:
        say.caption("“{other:40}” has no attention to show{since}.", other=other, since=since(other))
        return
    if say.toggle("Show the attention of {other:40} too", key="other_attention", other=other):
        described = desk().ask(None, DescribeAttention(other, text))
        attention_view(described, planes_of(other, text), key="other_attention_view", encoder=other)
