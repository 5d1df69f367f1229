"""Drafts on the pages: a map that is there at once says that it is a draft, and the exact one is offered when it is done."""

import streamlit as st

from interestlab.encode.run import draft_of, find_encoder
from interestlab.home.offers import NEAREST, Offer, accept, decline
from interestlab.home.preferences import Preferences, load_preferences, save_preferences
from interestlab.home.request import AnalysisRequest
from interestlab.home.workspace import Result, Workspace
from interestlab.questions.kept import kept_answer
from interestlab.studies.draft import DraftCheck
from interestlab.ui import say
from interestlab.ui.problems import errors_shown
from interestlab.ui.services import services

FROM_SECONDS = 10.0  # of encoding: below, the exact map is there about as soon as a draft
_KEY = "drafts_wanted"


def draft_for(encoder: str | None, seconds: float) -> str | None:
    """The draft to show while this encoder works for about so many seconds; None where that is not worth it, or not wanted."""
    if encoder is None or seconds < FROM_SECONDS or not load_preferences(services().home.folder).drafts:
        return None
    return draft_of(encoder)


def drafts_wanted() -> None:
    """The switch, for all workspaces of this home."""
    folder = services().home.folder
    say.toggle(
        "Show a draft at once, and the exact map when it is ready",
        load_preferences(folder).drafts,
        key=_KEY,
        on_change=_keep,
        help="Where encoding takes more than ten seconds, a quick copy of the encoder draws a map first, which says so.",
    )


def _keep() -> None:
    with errors_shown():
        save_preferences(services().home.folder, Preferences(drafts=bool(st.session_state[_KEY])))


def order_map(workspace: Workspace, request: AnalysisRequest, draft: str | None) -> None:
    """Queues the map; with a draft, that first, and the exact map behind it."""
    jobs = services().jobs
    if draft is None:
        jobs.submit(workspace, workspace.add_run(request).id)
        return
    first = workspace.add_run(request.with_encoder(draft))
    jobs.submit(workspace, first.id)
    jobs.submit_behind(workspace, workspace.add_run(request).id, first.id)


def draft_badge(result: Result) -> None:
    """A badge for a draft, and what is known of how near it is; nothing for an exact map."""
    of = result.draft_of
    if of is None:
        return
    fit = kept_answer(result, DraftCheck())
    known = fit.sentence if fit is not None else "How near it comes to the exact map is not yet measured."
    say.badge("Draft", icon=":material/draw:", color="orange", help=say.words("{known}", known=known))
    if fit is None:
        say.caption(
            "This is a draft of the map that {of} draws; how near it comes is not yet measured.", of=_title(of), width="content"
        )
    else:
        say.caption(
            "This is a draft of the map that {of} draws; it keeps {kept} of the nearest posts.{poor}",
            of=_title(of),
            kept=fit.neighbours_kept.percent(),
            poor=" That is little: wait for the exact map before you conclude anything." if fit.poor else "",
            width="content",
        )


def offer_card(workspace: Workspace, offer: Offer) -> None:
    """The exact map, with how it differs from the draft that is shown."""
    with st.container(border=True, key="offer"):
        say.markdown(":material/task_alt: **The exact map is ready.**")
        say.caption(
            "The draft had {kept} of the {nearest} nearest posts of each post, and {stay} of the posts stay in their interest, "
            "or in none. Names that you gave go with their interests. Intervals are 95 %, over people.",
            nearest=NEAREST,
            kept=offer.neighbours_kept.percent(),
            stay=offer.posts_stay.percent(),
        )
        with st.container(horizontal=True):
            say.button(
                "Show the exact map",
                type="primary",
                icon=":material/scatter_plot:",
                key="accept_offer",
                on_click=accept,
                args=(workspace, offer),
            )
            say.button("Keep the draft", key="decline_offer", on_click=decline, args=(workspace,))


def _title(encoder: str) -> str:
    info = find_encoder(encoder).info
    return info.label or info.title.partition(":")[0]
