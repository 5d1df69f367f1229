"""What is seen on the attention page, in words and in a table of heads."""

import numpy as np
import pandas as pd
import streamlit as st

from interestlab import registry
from interestlab.attention.heads import FIGURES
from interestlab.attention.kept import Description
from interestlab.corpus.languages import UNKNOWN, detect_languages, language_name
from interestlab.encode.run import find_encoder, is_installed
from interestlab.questions.attention import AttentionHeads
from interestlab.ui import say
from interestlab.ui.problems import errors_shown
from interestlab.ui.services import desk
from interestlab.ui.text import plain_text

_MUCH = 0.2  # share of unknown tokens from which another encoder is proposed


def attention_facts(described: Description, encoder: str, text: str) -> None:
    """Tokens, truncation, unknown tokens, parts of characters; where these are many, an encoder that reads the language."""
    count, unknown, parts = len(described), int(described.unknown.sum()), int(described.part.sum())
    words = max(int((~described.special & ~described.prefix).sum()), 1)
    with st.container(horizontal=True, gap="small"):
        say.badge("{count:,} tokens", color="gray", count=count)
        if described.truncated:
            say.badge("{cut}", color="orange", icon=":material/content_cut:", cut=_cut(described))
        if unknown:
            say.badge(
                "{unknown:,} of {words:,} tokens unknown to the encoder ({percent})",
                color="red",
                icon=":material/question_mark:",
                unknown=unknown,
                words=words,
                percent=_percent(unknown / words),
            )
        if parts:
            say.badge(
                "{parts:,} of {words:,} tokens are only parts of a character ({percent})",
                color="orange",
                icon=":material/broken_image:",
                parts=parts,
                words=words,
                percent=_percent(parts / words),
            )
    name = plain_text(encoder, 40)
    if unknown / words > _MUCH:
        wrong = f"“{name}” does not know {unknown / words:.0%} of these tokens. Unknown tokens all look alike to it, so what is"
        _propose_another(encoder, f"{wrong} seen here says little about the text.", detect_languages([text])[0])
    elif parts / words > _MUCH:
        wrong = f"“{name}” has no words of this script: it spells {parts / words:.0%} of these tokens byte by byte, several for"
        _propose_another(
            encoder, f"{wrong} one character, so what is seen here says little about words.", detect_languages([text])[0]
        )


def _percent(share: float) -> str:
    return f"{share:.0%}" if share >= 0.005 else "under 1%"


def _cut(described: Description) -> str:
    if not described.second.any():
        return f"cut: the first {len(described):,} of {described.total:,} tokens"
    (first, second), (of_first, of_second) = described.read, described.totals
    return f"cut: {first:,} of {of_first:,} tokens of the first text, {second:,} of {of_second:,} of the second"


def pair_facts(described: Description) -> None:
    """What must be known of two texts that were read as one input."""
    if not described.second.any():
        say.warning("No token of the second text reached the encoder.", icon=":material/warning:")
        return
    says = ["Encoders of sentences are trained on one text at a time: what they do with two is behaviour outside of it."]
    if not described.separated:
        says.append("The tokenizer of this one puts nothing between the two, so it reads them as one running text.")
    if described.causal:
        says.append("It reads in one direction: the second text looks at the first, never the other way round.")
    say.info(
        "{join}", icon=":material/join:", join=" ".join([*says, "The explanations further below are of the first text alone."])
    )


def readers(language: str, *, instead_of: str) -> list[str]:
    """Encoders that show attention and know the language, installed or not; those first that name it."""
    infos = {name: find_encoder(name).info for name in registry.usable("encoders") if name != instead_of}
    shown = {name: info.languages for name, info in infos.items() if info.shows_attention}
    return [n for n, known in shown.items() if language in known] + [n for n, known in shown.items() if not known]


def _propose_another(encoder: str, wrong: str, language: str) -> None:
    """Says what is wrong, and offers an encoder that reads the language."""
    others = readers(language, instead_of=encoder)
    what = language_name(language) if language != UNKNOWN else "the language of this text"
    ready = next((name for name in others if is_installed(name)), None)
    commands = [command for name in others if (command := find_encoder(name).info.install)]
    if ready is None and commands:
        wrong = say.words(
            "{wrong} An encoder that reads {what} can be installed by one command: `{command}`",
            wrong=wrong,
            what=what,
            command=say.code(commands[0]),
        )
    say.warning("{wrong}", icon=":material/translate:", wrong=wrong)
    if ready is not None:
        say.button(
            "Read it with “{ready:40}”, which knows {what}",
            icon=":material/swap_horiz:",
            key="attention_switch",
            on_click=lambda: st.session_state.update(attention_encoder=ready),
            ready=ready,
            what=what,
        )


@st.fragment
def head_table(described: Description, question: AttentionHeads) -> None:
    """Every head in figures, worked out when the table is opened."""
    layers, heads = described.pictures.shape[:2]
    opened = say.expander(
        "All {count} heads in figures", icon=":material/table:", key="heads_opened", on_change="rerun", count=layers * heads
    )
    if not opened.open:
        return
    with opened, errors_shown():
        overview = desk().ask(None, question)
        table = pd.DataFrame(
            {"Layer": np.repeat(np.arange(1, layers + 1), heads), "Head": np.tile(np.arange(1, heads + 1), layers)}
        )
        for field, figure in FIGURES.items():
            table[figure.title] = getattr(overview, field).ravel()
        config = {name: st.column_config.ProgressColumn(min_value=0, max_value=1, format="%.2f") for name in table.columns[2:]}
        st.dataframe(table, hide_index=True, height=320, column_config=config, key="heads")
        meanings = "; ".join(f"{figure.title.lower()}: {figure.meaning}" for figure in FIGURES.values())
        say.caption("Mean over the text's own tokens. {capitalize}.", capitalize=meanings.capitalize())
