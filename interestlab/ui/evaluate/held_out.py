"""What is held out and has to be predicted: the choice that all views of the evaluate page share."""

from collections.abc import Sequence

from interestlab.home.workspace import Result
from interestlab.recommend.dataset import event_moments
from interestlab.recommend.judging.splits import ProposedSplit, proposed_split
from interestlab.studies.evaluate import PROTOCOLS
from interestlab.ui import say
from interestlab.ui.per_map import per_map

PROTOCOL_NAMES = {
    "random": "Random quarter",
    "time": "Latest fifth",
    "leave-last": "Last item",
    PROTOCOLS[-1]: "5 folds",
}
_ABOUT = {
    "random": "of each person a random quarter of the items",
    "time": "the latest fifth of all events",
    "leave-last": "each person's last liked item",
    PROTOCOLS[-1]: "each of five parts in its turn",
}


@per_map(of_interests=False)
def split_for(result: Result) -> ProposedSplit:
    """What the page begins with: as the times of what people did allow."""
    return proposed_split(event_moments(result.corpus))


def held_out_input(names: Sequence[str], key: str, proposed: ProposedSplit) -> str:
    """The split that is chosen, of those names; it begins with the proposed one, and its help says why."""
    listed = "; ".join(_ABOUT[name] for name in names)
    about = f"What is held out and has to be predicted: {listed}."
    begun = f"{PROTOCOL_NAMES[proposed.name]} is proposed. {proposed.why}"
    picked = say.segmented_control(
        "Held out",
        list(names),
        default=proposed.name,
        key=key,
        format_func=PROTOCOL_NAMES.__getitem__,
        required=True,
        help=say.words("{about} {begun}", about=about, begun=begun),
    )
    return str(picked)
