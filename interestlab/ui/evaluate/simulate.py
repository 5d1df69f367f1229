"""Simulated rounds on the evaluate page: what is played, and what came of it."""

import streamlit as st

from interestlab import registry
from interestlab.charts.rounds import round_curves
from interestlab.home.workspace import Result
from interestlab.intervals import Estimate
from interestlab.recommend.exploring.contextual import CONTEXTUAL, contextual_of
from interestlab.recommend.exploring.simulated import PolicyReport, Simulated, pays
from interestlab.recommend.exploring.simulation import Rounds, Tried
from interestlab.recommend.judging.splits import SPLITS, ProposedSplit
from interestlab.studies.simulate import Simulate, gap_text, simulation_summary
from interestlab.ui import say
from interestlab.ui.chart import show_chart
from interestlab.ui.empty import empty_state
from interestlab.ui.evaluate.held_out import held_out_input
from interestlab.ui.next_run import begin_with
from interestlab.ui.recommend.backends import backend_parameters, policy_name, recommender_name
from interestlab.ui.study import study_card
from interestlab.ui.theme import is_dark

_ABOUT = (
    "**Simulated.** The people are made of real histories: each begins with a part of theirs, is shown items round by round "
    "and likes exactly those that were held out. Real people also like what they never came across; no simulation knows that."
)
_EXPLORE_HELP = "How far the policies explore, 0 to 1, as on the recommend page."
_PASSED_HELP = "Not being held out is no proof of not being liked; Linear learns from dislikes, most others do not."


def simulation_view(result: Result, unit: str, proposed: ProposedSplit) -> None:
    """Inputs on the left, the simulation on the right."""
    left, right = st.columns([1, 2.5], gap="small")
    with left.container(border=True):
        question = _inputs(unit, proposed)
    with right:
        say.caption(_ABOUT)
        if not question.policies:
            empty_state("casino", "No policy chosen", "Choose at least one policy to hold against greedy.", height=240)
            return
        found = study_card(result, question, start="Simulate")
        if found is not None:
            _report(found, question.recommender)


def _inputs(unit: str, proposed: ProposedSplit) -> Simulate:
    """The study that is asked for."""
    names = registry.usable("recommenders")
    begin_with("sim_backend", "ials" if "ials" in names else names[0])
    recommender = str(say.selectbox("Recommender", names, key="sim_backend", format_func=recommender_name))
    policies = [name for name in registry.usable("policies") if name != "greedy"]
    begin_with("sim_policies", policies)
    picked = say.pills(
        "Policies against greedy",
        policies,
        selection_mode="multi",
        key="sim_policies",
        format_func=lambda name: policy_title(name, recommender),
    )
    titles = " and ".join(one.title for one in CONTEXTUAL.values())
    about = "; ".join(f"{one.title}: {one.source}" for one in CONTEXTUAL.values())
    say.button(
        "Play {titles}",
        key="sim_contextual",
        type="tertiary",
        on_click=_play_contextual,
        help=say.words("{about:900}", about=about),
        titles=titles,
    )
    explore = say.slider("Exploit … explore", 0.05, 1.0, 0.2, 0.05, key="sim_explore", help=_EXPLORE_HELP)
    split = held_out_input(list(SPLITS), "sim_split", proposed)
    rounds = say.slider("Rounds", 5, 100, 20, 5, key="sim_rounds")
    with say.popover("Advanced", icon=":material/tune:"):
        people = say.slider("People", 10, 500, 100, 10, key="sim_people")
        k = say.slider("Items in a round", 1, 20, 5, key="sim_k")
        passed = say.slider("Weight of what is passed over", -1.0, 0.0, 0.0, 0.1, key="sim_passed", help=_PASSED_HELP)
        seed = int(say.number_input("Seed", 0, 9999, 0, key="sim_seed"))
        parameters = backend_parameters(recommender)
    played = Rounds(people=people, rounds=rounds, k=k, seed=seed, passed_over=passed)
    tried = tuple((name, explore) for name in policies if name in picked)
    return Simulate(unit, split, recommender, parameters, tried, played)


def _play_contextual() -> None:
    st.session_state["sim_backend"] = next(iter(CONTEXTUAL.values())).recommender
    st.session_state["sim_policies"] = [one.policy for one in CONTEXTUAL.values()]


def _report(found: Simulated, recommender: str) -> None:
    names = [tried_name(one.tried, recommender) for one in found.policies]
    with st.container(border=True, key="simulated"):
        say.markdown(say.listed(simulation_verdict(one, name) for one, name in zip(found.policies[1:], names[1:], strict=True)))
        curves = (
            ("Regret: likes a person that an all-knowing policy would have had by then, less those it had", "regret", False),
            ("Discovered interests a person, which the history did not hold", "discovered", False),
            ("Coverage: share of all items shown to anybody", "coverage", True),
        )
        for title, field, share in curves:
            say.markdown("**{title}**", title=title)
            figure = round_curves(
                names, [getattr(one, field) for one in found.policies], what=title, dark=is_dark(), share=share
            )
            show_chart(figure, key=f"sim_{field}")
        among = (
            f"{found.people:,} of {found.among:,} people, drawn from the seed" if found.people < found.among else "all people"
        )
        say.caption(
            "{capitalize}; {rounds} rounds of {k} items. {rule:300} A person has {truth:.1f} held-out likes on "
            "average and {discoverable:.2f} interests to discover. The model is fitted once; what is shown and "
            "liked joins the history. Bands are 95 % intervals over people, of coverage by Colwell, Mao & Chang "
            "2004. The same seed gives the same simulation.",
            capitalize=among.capitalize(),
            rounds=found.rounds,
            k=found.k,
            rule=found.rule,
            truth=found.truth,
            discoverable=found.discoverable,
        )
    table = simulation_summary(found).assign(Policy=names)
    st.dataframe(table, hide_index=True, key="simulation_table")


def simulation_verdict(report: PolicyReport, called: str) -> say.Said:
    """Whether exploring paid, in one sentence with its paired intervals; called: the policy on the page."""
    assert report.more_likes is not None
    assert report.more_discovered is not None
    likes = f"{gap_text(report.more_likes)} likes and {gap_text(report.more_discovered)} new interests a person against greedy"
    return say.words("**{called}**: {outcome}", called=called, outcome=_outcome(report, likes))


def _outcome(report: PolicyReport, likes: str) -> str:
    """What exploring did; likes: its gains in words."""
    assert report.more_likes is not None
    assert report.more_discovered is not None
    if _same(report.more_likes) and _same(report.more_discovered):
        return "exploring changes nothing here: everybody had as many likes and new interests as with greedy."
    if pays(report):
        return f"exploring pays here: {likes}."
    if report.more_likes.side < 0 < report.more_discovered.side:
        return f"exploring buys new interests with likes: {likes}."
    if report.more_likes.side < 0 or report.more_discovered.side < 0:
        return f"exploring does not pay here, it costs: {likes}."
    if report.more_likes.rough or not report.more_likes.bounded:
        return f"whether exploring pays cannot be told from {report.more_likes.n} people: {likes}."
    return f"exploring does not pay here, chance could explain the difference: {likes}."


def _same(gap: Estimate) -> bool:
    return gap.bounded and gap.low == 0 == gap.high


def policy_title(policy: str, recommender: str) -> str:
    """How a policy is called with that recommender."""
    together = contextual_of(policy, recommender)
    return policy_name(policy) if together is None else together.title


def tried_name(tried: Tried, recommender: str) -> str:
    """A policy with its level, as the charts call it."""
    name = policy_title(tried.policy, recommender).partition(":")[0]
    return name if tried.explore == 0 else f"{name} {tried.explore:.2f}"
