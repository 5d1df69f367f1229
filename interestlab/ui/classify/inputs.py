"""What is learned and how it is judged: the scheme, the classifiers, what keeps posts together."""

import streamlit as st

from interestlab import registry
from interestlab.home import formats
from interestlab.home.labels import HandScheme, Labels
from interestlab.home.workspace import Result
from interestlab.studies.judge import MOST_CLASSES, JudgeClassifiers, column_of, scheme_columns
from interestlab.ui import say
from interestlab.ui.next_run import keep_to_one
from interestlab.ui.per_map import per_map

GROUP_NAMES = {"user": "Person", "none": "Nothing", "time": "Time"}


@per_map(of_interests=False)
def schemes_of(result: Result) -> dict[str, tuple[str, ...]]:
    """The columns that could be a scheme, with their classes: 2 to 1,000 values, each of which stands twice on average."""
    corpus, roles = result.corpus, formats.load_roles(result.folder("read"))[0]
    found = {}
    for name in scheme_columns(corpus, roles):
        values = [value for value in column_of(corpus, roles, name) if value is not None and value.strip()]
        classes = sorted(set(values))
        if 2 <= len(classes) <= min(MOST_CLASSES, len(values) // 2):
            found[name] = tuple(classes)
    return found


def hand_schemes(result: Result) -> dict[str, HandScheme]:
    """Schemes that are labelled by hand, under names that no column has."""
    return {f"{one.name} (by hand)": one for one in Labels(result.workspace).schemes() if len(one.classes) > 1}


def judging_inputs(result: Result, schemes: dict[str, tuple[str, ...]]) -> JudgeClassifiers | None:
    """The question that the inputs put; None where no classifier is chosen."""
    with st.container(border=True):
        by_hand = hand_schemes(result)
        classes = schemes | {name: tuple(label.name for label in one.classes) for name, one in by_hand.items()}
        keep_to_one("scheme", classes)
        scheme = say.selectbox("Scheme", list(classes), key="scheme", format_func=lambda name: name,
                               help="A column of the file, or classes by hand.")  # fmt: skip
        say.caption("{count:,} classes", count=len(classes[scheme]))
        names = registry.usable("classifiers")
        chosen = say.multiselect("Classifiers", names, default=names, key="classifiers")
        people = result.corpus.contents["user_id"].nunique() > 1
        groups = [name for name in GROUP_NAMES if people or name != "user"]
        group = say.segmented_control(
            "Kept apart by", groups, default=groups[0], key="judged_group", format_func=GROUP_NAMES.__getitem__, required=True,
            help="Person: nobody's posts are both learned from and judged. Time: the later are judged by the earlier.",
        )  # fmt: skip
        with say.popover("Advanced", icon=":material/tune:"):
            folds = int(say.number_input("Folds", 2, 20, 5, key="judged_folds"))
            unknown = say.selectbox(
                "Nothing is learned of", [None, *classes[scheme]], key="judged_unknown",
                format_func=lambda name: "every class is learned" if name is None else name,
                help="A label that stands for posts of no class: is it told from the others?",
            )  # fmt: skip
            seed = int(say.number_input("Seed", 0, 10_000, 0, key="judged_seed"))
    if not chosen:
        return None
    one = by_hand.get(scheme)
    labels = None if one is None else Labels(result.workspace).snapshot(one.id)
    name = scheme if one is None else one.name
    return JudgeClassifiers(name, tuple(chosen), folds=folds, group=str(group), unknown=unknown, seed=seed, labels=labels)
