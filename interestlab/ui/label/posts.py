"""The posts of each class, as a classifier says or as was said by hand."""

import numpy as np

from interestlab.home.classes import UNKNOWN
from interestlab.home.workspace import Result
from interestlab.ui import say
from interestlab.ui.next_run import keep_to_one
from interestlab.ui.posts import posts_table

_SURE, _UNSURE = "Surest first", "Least sure first"


def class_posts(result: Result, scheme: str) -> None:
    """A class is chosen, and its posts stand in a table; nothing where nothing is trained."""
    trained = result.classes.get(scheme)
    if trained is None:
        return
    with say.expander("Posts of each class", icon=":material/list:", key="label_class_posts"):
        shown = trained.shown
        numbers = [*range(len(trained.classes)), -1]
        counts = {one: int((shown == one).sum()) for one in numbers}
        names = dict(zip(numbers, trained.names_of(np.array(numbers)), strict=True))
        keep_to_one("label_posts_of", numbers)
        chosen = say.selectbox(
            "Class", numbers, key="label_posts_of", format_func=lambda one: f"{names[one]} ({counts[one]:,})",
            help=say.words("“{UNKNOWN}” are posts like none of the classes.", UNKNOWN=UNKNOWN),
        )  # fmt: skip
        order = say.segmented_control("Order", [_SURE, _UNSURE], default=_SURE, key="label_posts_order", required=True)
        mine = np.flatnonzero(shown == chosen)
        sure = np.where(trained.by_hand[mine] >= 0, 1.0, trained.applied.sure[mine])
        at = np.argsort(sure if order == _UNSURE else -sure, kind="stable")
        posts_table(result, mine[at].astype(np.intp), key="label_posts", height=320)
