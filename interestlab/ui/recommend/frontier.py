"""What re-ranking gives and what it costs, at all strengths, beside the slates."""

import streamlit as st

from interestlab.charts.frontier import frontier_chart
from interestlab.errors import InterestLabError
from interestlab.home.workspace import Result
from interestlab.intervals import Estimate
from interestlab.questions.frontier import Frontier, FrontierAnswer
from interestlab.questions.slate import Slates
from interestlab.recommend.judging.frontier import TRADED, FrontierPoint
from interestlab.recommend.judging.measures import METRICS
from interestlab.recommend.rerankers import POOL
from interestlab.ui import say
from interestlab.ui.chart import show_chart
from interestlab.ui.recommend.backends import recommender_name, reranker_name
from interestlab.ui.services import desk
from interestlab.ui.theme import is_dark


def frontier_card(result: Result, question: Slates) -> None:
    """The frontier of the chosen re-ranker; nothing where the lists are in the order of the scores."""
    reranking = question.options.reranking
    if reranking is None:
        return
    with st.container(border=True, key="frontier"):
        say.markdown("**What re-ranking costs and gives · {reranker_name}**", reranker_name=reranker_name(reranking.name))
        chosen = {recommender_name(backend.name): backend for backend in question.backends if backend.file is None}
        if not chosen:
            say.caption("The frontier is measured on held-out events, which a recommender from a file may have seen.")
            return
        of = next(iter(chosen))
        if len(chosen) > 1:
            of = say.segmented_control("On the lists of", list(chosen), default=of, key="frontier_of", required=True)
        asked = Frontier(question.unit, chosen[str(of)], reranking, question.options.k, question.options.seed)
        try:
            with say.spinner("Trying all strengths on held-out events …"):
                answer = desk().ask(result, asked)
        except InterestLabError as error:
            say.caption(":material/info: {error:400}", error=error)
            return
        _charts(answer, reranking.strength)


def _charts(answer: FrontierAnswer, strength: float) -> None:
    points = answer.points
    present = min(range(len(points)), key=lambda at: abs(points[at].strength - strength))
    traded = [measure for measure in TRADED if measure in points[0].traded]
    for place, measure in zip(st.columns(len(traded), gap="small"), traded, strict=True):
        figure = frontier_chart(
            [point.strength for point in points],
            [point.traded[measure] for point in points],
            [point.ndcg for point in points],
            what=_axis(measure),
            present=present,
            dark=is_dark(),
        )
        with place:
            show_chart(figure, key=f"frontier_{measure}")
    say.markdown("{price_sentence}", price_sentence=price_sentence(points[0], points[present], traded))
    among = f"{answer.users:,} of {answer.among:,} people, drawn from the seed" if answer.users < answer.among else "all people"
    say.caption(
        "{rule} Lists of {among} with something to predict. Whiskers are 95 % intervals over people. What the axes mean "
        "stands on the evaluate page. {without_candidates:.0%} of all likes are on interests that a person's {pool} "
        "candidates lack on average: no order of them gives these their exposure. Fair exposure draws places by chance, the "
        "same for a person and seed (after Singh & Joachims 2018): it is fair over all lists, not within each.",
        rule=answer.rule,
        among=among,
        without_candidates=answer.without_candidates,
        pool=POOL,
    )


def _axis(measure: str) -> str:
    return METRICS[measure].title + (" (less is better)" if METRICS[measure].better == "lower" else "")


def price_sentence(plain: FrontierPoint, now: FrontierPoint, traded: list[str]) -> str:
    """What the present strength changes, and whether chance could explain the change in nDCG."""
    if now.strength == 0:
        return "At strength 0 the lists stand in the order of the scores; move the slider under Advanced to re-rank them."
    change = now.change
    word = "lowers" if change.value < 0 else "raises"
    gains = ", ".join(f"{METRICS[name].title} {_from_to(plain.traded[name], now.traded[name])}" for name in traded)
    return (
        f"Strength {now.strength:.2f} {word} nDCG by {abs(change.value):.3f} (paired difference {change.signed()}, "
        f"{change.standing}) and takes {gains}."
    )


def _from_to(before: Estimate, after: Estimate) -> str:
    return f"from {before.value:.3f} to {after}"
