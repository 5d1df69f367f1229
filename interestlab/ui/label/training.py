"""Training on the labels so far, and what came of it; from then on the classes are shown on every page."""

import streamlit as st

from interestlab.corpus.facets import PREFIX
from interestlab.home.classes import TRAINED, TrainedClasses
from interestlab.home.labels import Labels, SchemeState, load_snapshot
from interestlab.home.model_card import model_card
from interestlab.home.workspace import Result
from interestlab.questions.kept import study_of
from interestlab.studies.jobs import mark_interrupted
from interestlab.studies.train import MODELS, TrainClassifier, use
from interestlab.ui import pages, say
from interestlab.ui.map.colouring import colour_title
from interestlab.ui.next_run import open_page
from interestlab.ui.problems import errors_shown
from interestlab.ui.services import desk
from interestlab.ui.study import running_study

_LOOKED_AT = 5  # newest jobs, of all schemes together


def training_card(result: Result, labels: Labels, state: SchemeState) -> None:
    """A button that trains, its progress, and the newest training of the scheme."""
    scheme = state.scheme.id
    with st.container(border=True, key="label_training"):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            model = say.selectbox("Classifier", MODELS, key="label_model", width=180,
                                  help="On Classify they are compared on the same labels.")  # fmt: skip
            pressed = say.button("Train and apply", key="label_train", icon=":material/model_training:", type="primary")
        if pressed:
            with errors_shown():
                _train(result, TrainClassifier(labels.snapshot(scheme), model), scheme)
        if not _under_way(result, scheme):
            _shown(result, state)


def _train(result: Result, study: TrainClassifier, scheme: str) -> None:
    if desk().ask(result, study) is not None:  # the same labels were learned from before
        use(result, study, scheme)
    st.rerun()


def _under_way(result: Result, scheme: str) -> bool:
    """Whether a training of the scheme is under way; one that failed says why."""
    mark_interrupted(result.workspace.catalogue)
    for job in result.workspace.jobs(kind=TRAINED)[:_LOOKED_AT]:
        study = study_of(job.kind, job.settings)
        assert isinstance(study, TrainClassifier)
        if job.run != result.run.id or load_snapshot(result.workspace, study.labels).scheme != scheme:
            continue
        if job.live:
            running_study(result.workspace, job.id)
            return True
        if job.state == "failed":
            say.error("{message:600}", icon=":material/error:", message=job.message)
        return False
    return False


def _shown(result: Result, state: SchemeState) -> None:
    """What the applied training knows, and the ways to look at it."""
    trained = result.classes.get(state.scheme.id)
    if trained is None:
        say.caption("Nothing is trained yet. Ten labels of two classes or more are a beginning.")
        return
    unknown = 1 - float(trained.applied.known.mean())
    say.caption(
        "**{model}** learned from {taught:,} labels. {right} {unknown:.0%} of the posts are “don't know”.",
        model=trained.model, taught=sum(trained.taught), right=right_sentence(trained), unknown=unknown,
    )  # fmt: skip
    if state.digest != trained.labels:
        say.caption(":material/update: Labels have changed since; train again to use them.")
    with st.container(horizontal=True, gap="small"):
        if say.button("Show on the map", key="label_to_map", icon=":material/scatter_plot:"):
            open_page(pages.MAP, {"colour_by": colour_title(f"{PREFIX}{trained.column}")})
        say.download_button(
            "Model card", data=lambda: _card(result, state, trained), file_name="model_card.md", mime="text/markdown",
            icon=":material/description:", key="label_card", on_click="ignore",
        )  # fmt: skip
        if say.button("Judge and see confusions", key="label_to_classify", icon=":material/label:"):
            open_page(pages.CLASSIFY, scheme=f"{trained.name} (by hand)")


def _card(result: Result, state: SchemeState, trained: TrainedClasses) -> bytes:
    card = model_card(result, trained, state.scheme, load_snapshot(result.workspace, trained.labels))
    return card.encode("utf-8", "replace")


def right_sentence(trained: TrainedClasses) -> say.Said:
    """How often it is right, on posts drawn at random that it had not seen."""
    right = trained.right
    if not right.n:
        return say.words("How good it is shows when some posts drawn at random have labels.")
    return say.words(
        "Right on {right} of posts drawn at random that it had not seen; the commonest class alone on {base}.",
        right=right.percent(), base=trained.base.percent(),
    )  # fmt: skip
