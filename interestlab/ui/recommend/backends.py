"""Which recommenders answer, with which parameters, and how far the page explores."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import streamlit as st

from interestlab import registry
from interestlab.questions.backend import Backend, Parameters
from interestlab.recommend.exploring.contextual import CONTEXTUAL, parts_of
from interestlab.recommend.options import Reranking, SlateOptions
from interestlab.ui import say
from interestlab.ui.text import plain_text

FIRST_CHOSEN = ("content", "ials")  # each above popularity on the sample by the proposed split: docs/statistics.md
_EXPLORE_HELP = (
    "0 shows what is known to be liked. ε-greedy draws each place at random with this probability; softmax prefers better "
    "items; UCB and Thompson sampling go where the recommender is unsure, at 0.5 as far as its own uncertainty reaches."
)
_NO_LOG = "A log of such lists cannot judge another policy."
_POLICY_HELP = (
    "How a place that explores is filled. Exploring pays for new items of which little is known; else greedy is hard to beat."
)


@dataclass(frozen=True)
class Backends:
    """Backends with their parameters, in the order shown, and how the slate is made, but for its filters."""

    chosen: tuple[Backend, ...]
    options: SlateOptions
    outlook: Any  # the place for what exploring costs and teaches


def backend_pills(default: tuple[str, ...], key: str) -> list[str]:
    """The backends picked, in the order of the registry; plug-ins that cannot be used are named."""
    names = registry.usable("recommenders")
    for problem in registry.problems("recommenders"):
        say.warning("{problem}", icon=":material/extension_off:", problem=problem)
    picked = say.pills(
        "Recommenders",
        names,
        selection_mode="multi",
        default=[name for name in default if name in names],
        key=key,
        format_func=recommender_name,
    )
    return [name for name in names if name in picked]


def backend_inputs(from_files: Callable[[], tuple[Backend, ...]]) -> Backends:
    """Which backends, how many items, how much exploring; parameters in a popover.

    from_files: draws what asks for recommenders in files, and gives them back.
    """
    with st.container(border=True):
        picked = backend_pills(FIRST_CHOSEN, "backends")
        files = from_files()
        policies = [*registry.usable("policies"), *CONTEXTUAL]
        named = str(say.selectbox("Exploring by", policies, key="policy", format_func=policy_name, help=_POLICY_HELP))
        policy, own = parts_of(named, None)
        if own is not None:
            _contextual_line(named)
            picked = [own, *(name for name in picked if name != own)]
        if registry.load("policies", policy).info.deterministic:
            say.caption(
                "{policy_name}: propensity 1, nothing else could have been shown. {_NO_LOG}",
                policy_name=policy_name(policy),
                _NO_LOG=_NO_LOG,
            )
        explore = say.slider("Exploit … explore", 0.0, 1.0, 0.0, 0.05, key="explore", help=_EXPLORE_HELP)
        outlook = st.container()
        with say.popover("Advanced", icon=":material/tune:"):
            k = say.slider("Items", 3, 30, 10, key="k")
            reranking = _reranking()
            seed = int(say.number_input("Seed", 0, 9999, 0, key="slate_seed"))
            chosen = tuple(Backend(name, backend_parameters(name)) for name in picked or ([] if files else ["popularity"]))
    options = SlateOptions(k=k, policy=policy, explore=explore, reranking=reranking, seed=seed)
    return Backends(chosen + files, options, outlook)


def _contextual_line(named: str) -> None:
    found = CONTEXTUAL[named]
    means = f"{policy_name(found.policy)} with {recommender_name(found.recommender)}, which is shown first"
    say.caption("{title}: {means}.", help=say.words("{source:500}.", source=found.source), title=found.title, means=means)


def _reranking() -> Reranking | None:
    """The re-ranker with its strength; None = the order of the scores."""
    names = registry.usable("rerankers")
    picked = say.selectbox(
        "Re-rank for",
        [None, *names],
        key="reranker",
        format_func=lambda name: "nothing" if name is None else reranker_name(name),
    )
    strength = say.slider("How strongly", 0.0, 1.0, 0.5, 0.05, key="strength", disabled=picked is None)
    return None if picked is None else Reranking(str(picked), strength)


def policy_name(name: str) -> str:
    """How a policy, or a contextual bandit, is called on the page."""
    return CONTEXTUAL[name].title if name in CONTEXTUAL else plain_text(registry.label("policies", name), 30)


def reranker_name(name: str) -> str:
    """How a re-ranker is called on the page."""
    return plain_text(registry.label("rerankers", name), 40)


def recommender_name(name: str) -> str:
    """How a recommender is called on the page."""
    return plain_text(registry.label("recommenders", name), 30)


def backend_label(backend: Backend) -> str:
    """How a backend is called where it may come from a file."""
    name = recommender_name(backend.name)
    return name if backend.file is None else f"{name} · {plain_text(backend.file.name, 40)}"


def backend_parameters(name: str) -> Parameters:
    """The declared parameters of a backend as form fields; only changed ones are passed on."""
    declared = getattr(registry.load("recommenders", name), "Settings", None)
    if declared is None:
        return Parameters()
    say.markdown("**{recommender_name}**", recommender_name=recommender_name(name))
    values = {}
    for field in fields(declared):
        value = _input(name, field)
        if value != field.default:
            values[field.name] = value
    return Parameters.of(values)


def _input(backend: str, field: Any) -> Any:
    about, low, high = (field.metadata.get(name) for name in ("about", "low", "high"))
    label, key = field.name.replace("_", " ").capitalize(), f"{backend}.{field.name}"
    explained = None if about is None else say.words("{about}", about=about)
    if field.metadata.get("choices"):
        options = list(field.metadata["choices"])
        return say.selectbox("{label}", options, options.index(field.default), key=key, help=explained, label=label)
    if isinstance(field.default, bool):
        return say.checkbox("{label}", field.default, key=key, help=explained, label=label)
    if isinstance(field.default, int):
        return int(
            say.number_input("{label}", int(low or 0), int(high or 10**9), field.default, key=key, help=explained, label=label)
        )
    if isinstance(field.default, float):
        return float(
            say.number_input(
                "{label}", float(low or 0), float(high or 1e9), field.default, key=key, help=explained, label=label
            )
        )
    return say.text_input("{label}", str(field.default), key=key, help=explained, label=label)
