"""Search by words and by meaning in one box."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from interestlab.home.workspace import Result
from interestlab.interests.groups import SearchWay
from interestlab.interests.selection import find_words
from interestlab.questions.meaning import Meaning
from interestlab.ui import say
from interestlab.ui.per_map import per_map
from interestlab.ui.problems import errors_shown
from interestlab.ui.services import desk
from interestlab.ui.text import plain_text

SEARCHED = "q"  # key of the box


@dataclass(frozen=True, eq=False)
class Found:
    """The hits, in the order to list them, and the sentence about them."""

    ids: NDArray[np.intp]
    sentence: str
    query: str
    way: SearchWay


def search_box() -> str:
    """The box; its text stands in the URL."""
    return say.text_input(
        "Search",
        key=SEARCHED,
        bind="query-params",
        persist_state="session",
        placeholder="Words, or what it is about",
        icon=":material/search:",
        label_visibility="collapsed",
        width=300,
    ).strip()


def search(result: Result, query: str) -> Found | None:
    """Hits of a query, None where there is no query; the analyst chooses between words, meaning and both."""
    if not query:
        return None
    by_words = _words(result, query)
    by_meaning = np.empty(0, np.intp)
    with errors_shown():
        by_meaning = _meaning(result, query)
    both = np.concatenate([by_meaning, np.setdiff1d(by_words, by_meaning)])
    ways: dict[SearchWay, NDArray[np.intp]] = {"words": by_words, "meaning": by_meaning, "both": both}
    label = {"words": f"Words {len(by_words):,}", "meaning": f"Meaning {len(by_meaning):,}", "both": f"Both {len(both):,}"}
    way = say.segmented_control(
        "Found by",
        list(ways),
        default="both",
        format_func=label.__getitem__,
        key="search_way",
        required=True,
        label_visibility="collapsed",
    )
    if not len(both):
        return Found(
            both,
            f"Nothing like “{plain_text(query, 40)}”: no post has these words, and none is nearer in meaning than nonsense is.",
            query,
            way,
        )
    total = len(result.corpus)
    meant = {"words": "have these words", "meaning": "are near in meaning", "both": "have these words or are near in meaning"}
    by = " (by the draft)" if result.draft_of and way != "words" else ""
    sentence = f"{len(ways[way]):,} of {total:,} posts {meant[way]}{by}: “{plain_text(query, 40)}”"
    return Found(ways[way], sentence, query, way)


@per_map(entries=16, of_interests=False)
def _words(result: Result, query: str) -> NDArray[np.intp]:
    return np.flatnonzero(find_words(result.corpus.contents["text"], query))


@per_map(entries=16, of_interests=False, spinner="Looking for posts near in meaning …")
def _meaning(result: Result, query: str) -> NDArray[np.intp]:
    return desk().ask(result, Meaning(query)).meant
