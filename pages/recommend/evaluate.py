"""Evaluate: how well recommenders find what people went on to like, and how sure that is."""

from interestlab.ui import say
from interestlab.ui.current import need_result
from interestlab.ui.empty import read_again
from interestlab.ui.evaluate.compare import comparison_view
from interestlab.ui.evaluate.held_out import split_for
from interestlab.ui.evaluate.logged import logged_view
from interestlab.ui.evaluate.search import search_view
from interestlab.ui.evaluate.simulate import simulation_view
from interestlab.ui.problems import errors_shown
from interestlab.ui.recommend.inputs import unit_input

VIEWS = ("Compare", "Search parameters", "Simulate", "Logged feedback")

result = need_result()
say.markdown("### Evaluate")
view = say.segmented_control(
    "What to judge", VIEWS, default="Compare", key="judge", bind="query-params", required=True, label_visibility="collapsed"
)
if view != "Logged feedback" and not len(result.corpus.events):
    advice = "Evaluation needs a person column. Choose one on the data page."
    read_again("person_off", "Nothing that people did", advice, button="Choose a person column")

with errors_shown():
    if view == "Logged feedback":
        logged_view(result.workspace)
    elif view == "Search parameters":
        search_view(result, unit_input(result), split_for(result))
    elif view == "Simulate":
        simulation_view(result, unit_input(result), split_for(result))
    else:
        comparison_view(result, unit_input(result), split_for(result))
