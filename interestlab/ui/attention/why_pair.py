"""Why are two texts similar: the second text, and what pairs of words add to the cosine."""

import numpy as np
import pandas as pd

from interestlab.charts.pair_map import pair_map
from interestlab.charts.style import look
from interestlab.home.workspace import Result
from interestlab.questions.explanation import PairParts
from interestlab.questions.meaning import Meaning
from interestlab.questions.why import WhySimilar
from interestlab.ui import say
from interestlab.ui.attention.verdict import verdict_caption
from interestlab.ui.chart import show_chart
from interestlab.ui.problems import errors_shown
from interestlab.ui.services import desk
from interestlab.ui.text import plain_text
from interestlab.ui.theme import is_dark

_NEAREST = 30


def pair_card(result: Result | None, encoder: str, text: str) -> None:
    """The card; the second text is one of the posts nearest in meaning, or typed."""
    say.markdown("**Why is it similar to another text?**")
    with errors_shown():
        other = _other(result, text)
        if not other:
            say.caption("Choose a second text; each pair of words is weighed for what it adds to the similarity.")
            return
        with say.spinner("Splitting the similarity …"):
            found = desk().ask(None, WhySimilar(encoder, text, other))
        _show(encoder, found)


def _other(result: Result | None, text: str) -> str:
    ways = ["A similar post", "My own text"] if result is not None else ["My own text"]
    way = say.segmented_control("Second text", ways, key="pair_source", label_visibility="collapsed")
    if way is None:
        return ""
    if way == "My own text" or result is None:
        typed = say.text_area("Second text", key="pair_typed", height=90, placeholder="He cycled along the river.")
        return str(typed).strip()[:20_000]
    texts = result.corpus.contents["text"]
    hits = desk().ask(result, Meaning(text))
    near = [int(i) for i in hits.ids[: _NEAREST + 1] if str(texts.iloc[int(i)]).strip() != text.strip()][:_NEAREST]
    if not near:
        return ""
    cosines = dict(zip(hits.ids.tolist(), hits.cosines.tolist(), strict=True))
    picked = say.selectbox(
        "Post", near, key="pair_post", format_func=lambda i: f"{cosines.get(i, 0):.2f} · {plain_text(texts.iloc[i], 90)}"
    )
    return str(texts.iloc[picked]) if picked is not None else ""


def _show(encoder: str, found: PairParts) -> None:
    if not found.values.size:
        say.caption("One of the texts has no word that the encoder reads.")
        return
    figure = pair_map(found, colour=look(dark=is_dark()).accent, dark=is_dark())
    show_chart(figure, key="pair")
    cut = [f"{read:,} of {total:,}" for read, total in zip(found.read, found.total, strict=True) if read < total]
    read = f" Only the first tokens of a longer text are read here ({' and '.join(cut)})." if cut else ""
    say.caption(
        "The cosine is {score:.3f} to “{encoder:40}”: pairs of words add {sum:+.3f}, and {rest:+.3f} comes from "
        "pairs with a special token or with what no token adds. Exact contributions (frozen-linear decomposition of"
        " both texts).{read}",
        score=found.score,
        encoder=encoder,
        sum=found.values.sum(),
        rest=found.rest,
        read=read,
    )
    for judging, which, other in zip(found.judgings, ("first", "second"), ("second", "first"), strict=True):
        verdict_caption(encoder, judging, "the map", lead=f"In the {which} text, towards the {other}")
    rows, columns = np.indices(found.values.shape)
    table = pd.DataFrame({
        "first": np.array(found.rows, object)[rows.ravel()],
        "second": np.array(found.columns, object)[columns.ravel()],
        "contribution": found.values.ravel(),
    })  # fmt: skip
    say.download_button("Download the pairs", table.to_csv(index=False), "pairs.csv", "text/csv", key="pair_csv",
                       icon=":material/download:", type="tertiary", on_click="ignore")  # fmt: skip
