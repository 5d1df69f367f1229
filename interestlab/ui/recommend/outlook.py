"""What exploring costs and teaches, beside the slider, in words."""

import streamlit as st

from interestlab.intervals import Estimate
from interestlab.questions.slate import BackendAnswer
from interestlab.recommend.exploring.outlook import Outlook, pays
from interestlab.recommend.options import SlateOptions
from interestlab.ui import say
from interestlab.ui.recommend.backends import recommender_name
from interestlab.ui.text import plain_text


def outlook_lines(answer: BackendAnswer, options: SlateOptions) -> None:
    """The expectations for the level chosen, and at every level in a small table."""
    if not answer.outlooks:
        return
    best, chosen = answer.outlooks[0], min(answer.outlooks, key=lambda one: abs(one.explore - options.explore))
    with st.container(key="outlook"):
        name, sentence = recommender_name(answer.recommender), _sentence(best, chosen, options.policy)
        say.caption("**Expected for {name}** · {sentence}", name=name, sentence=sentence)
        with say.popover("At every level", icon=":material/balance:"):
            rows = [
                {"Explore": f"{one.explore:.2f}", "Cost": _share(one.cost),
                 "Gain in knowledge": _share(one.gain)}
                for one in answer.outlooks
            ]  # fmt: skip
            st.dataframe(rows, hide_index=True, key="outlook_table")
            say.caption(
                "Cost: how far the list's mean score falls, 0 % = the best list, 100 % = a list drawn by chance. Gain: how far "
                "the uncertainty about the interests (summed variance) falls on average once the list is answered. Means over "
                "16 drawn lists with 95 % intervals."
            )


def _sentence(best: Outlook, chosen: Outlook, policy: str) -> str:
    gain, least, cost = f"{chosen.gain.value:.1%}", f"{best.gain.value:.1%}", f"{chosen.cost.value:.0%}"
    if chosen.explore == 0:
        return f"the best list costs nothing and narrows the uncertainty about the interests by {least}."
    figures = f"costs {cost} of the way to a random list and narrows the uncertainty by {gain} rather than {least}."
    if chosen.cost.value < 0.005 and abs(chosen.gain.value - best.gain.value) < 0.001:
        return f"exploring changes nothing here: {plain_text(policy)} shows the best list."
    if not pays(best, chosen):
        return f"exploring does not pay here: it {figures}"
    return f"exploring {figures}"


def _share(one: Estimate) -> str:
    return f"{max(one.value, 0):.1%} [{max(one.low, 0):.1%}, {max(one.high, 0):.1%}]"
