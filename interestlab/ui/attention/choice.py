"""Which encoder reads which text, or pair of texts; all stand in the URL."""

import hashlib

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from interestlab import registry
from interestlab.encode.run import find_encoder, is_installed
from interestlab.home.workspace import Result, Workspace
from interestlab.interests.selection import find_words
from interestlab.ui import say
from interestlab.ui.next_run import begin_with
from interestlab.ui.text import plain_text

_MOST_FOUND = 100
MOST_CHARACTERS = 200_000
_FITS_THE_URL = 200  # characters; a longer text is kept in the workspace, with its id in the URL
_KIND = "attention text"
_FIRST, _SECOND = ("text", "draft"), ("second", "second_draft")  # in the URL: a short text, or the id of a longer one


def choose_encoder(result: Result | None) -> str | None:
    """An encoder that shows attention; says so where the workspace's own has none."""
    own = result.encoder["name"] if result is not None else None
    known = [name for name in registry.usable("encoders") if find_encoder(name).info.shows_attention]
    names = [name for name in known if is_installed(name)]
    missing = [find_encoder(name).info for name in known if name not in names]
    more = [
        say.words("{title:120}: `{command}`", title=info.title, command=say.code(info.install))
        for info in missing
        if info.install
    ]
    if own is not None and own not in names and find_encoder(own).info.shows_attention:
        names.insert(0, own)
    if not names:
        say.info("No installed encoder shows attention; install one, or give a folder as encoder on the data page.")
        return None
    if own is not None and own not in names:
        say.info(
            "This workspace was encoded with “{own:40}”, which has no attention to show{since}. The texts can be "
            "read with another encoder instead: what you see is that one's behaviour, not of the one that drew the "
            "map.",
            icon=":material/info:",
            own=own,
            since=since(own),
        )
    linked = st.query_params.get("encoder")
    wanted = linked if linked in names else own
    start = names.index(wanted) if wanted in names else 0
    chosen = say.selectbox(
        "Encoder", names, index=start, key="attention_encoder", format_func=lambda n: plain_text(n, 60),
        help=say.words("More can be installed, each by one command:\n{more}", more=say.listed(more)) if more else None,
    )  # fmt: skip
    st.query_params["encoder"] = chosen
    return str(chosen)


def since(encoder: str) -> str:
    """Why the encoder has no attention to show, as the end of a clause; "" where it does not say."""
    why = find_encoder(encoder).info.no_attention
    return f", since {plain_text(why, 200)}" if why else ""


def choose_text(workspace: Workspace | None, result: Result | None, encoder: str | None) -> str:
    """One of the posts, those in a language that the encoder knows first, or what the analyst types."""
    source = "My own text"
    if result is not None:
        options = ["A post", "My own text"]
        start = options[1] if {*_FIRST} & set(st.query_params) else options[0]
        source = say.segmented_control("Text", options, default=start, key="attention_source", required=True)
    if source == "My own text" or result is None:
        return _typed(workspace)
    return _post(result, encoder)


def _post(result: Result, encoder: str | None) -> str:
    _forget(*_FIRST)
    words = say.text_input("Find a post", key="attention_words", icon=":material/search:", placeholder="words in it")
    titles = result.corpus.contents["title"]
    texts = result.corpus.contents["text"]
    found = np.flatnonzero(find_words(texts, words)) if words.strip() else np.arange(len(texts))
    if not len(found):
        say.caption("No post of {texts:,} has these words.", texts=len(texts))
        return ""
    shown = [int(i) for i in _readable_first(result, found, encoder)[:_MOST_FOUND]]
    if words.strip():
        say.caption("{found:,} of {texts:,} posts have these words.", found=len(found), texts=len(texts))
    wanted = st.query_params.get("post", "")
    linked = int(wanted) if wanted.isdecimal() and wanted.isascii() and int(wanted) < len(texts) else None
    if linked is not None and linked not in shown and not words.strip():
        shown.insert(0, linked)
    start = shown.index(linked) if linked in shown else 0
    picked = say.selectbox(
        "Post", shown, index=start, key="attention_post", format_func=lambda i: plain_text(titles.iloc[i], 80)
    )
    st.query_params["post"] = str(picked)
    return _cut(str(texts.iloc[picked]))


def choose_second(workspace: Workspace | None) -> str:
    """A second text that is read together with the first as one input; "" = there is none."""
    linked = _linked_text(workspace, _SECOND)
    if linked:
        begin_with("attention_second", linked)
    text = _cut(say.text_area("Read together with a second text (optional)", key="attention_second", height=68,
                             help="Both are read as one input, one after the other.").strip())  # fmt: skip
    if not text:
        _forget(*_SECOND)
    elif text != linked:
        _link_text(workspace, text, _SECOND)
    return text


def _typed(workspace: Workspace | None) -> str:
    _forget("post")
    linked = _linked_text(workspace, _FIRST)
    if linked:
        begin_with("attention_typed", linked)
    text = _cut(say.text_area("Type a text", key="attention_typed", height=122,
                             placeholder="She parked the bike at the bank of the river.").strip())  # fmt: skip
    if text and text != linked:
        _link_text(workspace, text, _FIRST)
    return text


def _linked_text(workspace: Workspace | None, names: tuple[str, str]) -> str:
    """The text that the URL stands for."""
    note = st.query_params.get(names[1])
    if note and workspace is not None:
        return workspace.catalogue.note(workspace.id, note) or ""
    return st.query_params.get(names[0], "")


def _link_text(workspace: Workspace | None, text: str, names: tuple[str, str]) -> None:
    """Puts a short text into the URL, or a longer one into the workspace with its id in the URL."""
    _forget(*names)
    if len(text) <= _FITS_THE_URL:
        st.query_params[names[0]] = text
    elif workspace is None:
        say.caption("This text is too long for a link, and no workspace is open that could keep it.")
    else:
        kept: dict[str, str] = st.session_state.setdefault(f"_interestlab.{_KIND}", {})
        digest = hashlib.sha256(f"{workspace.id} {text}".encode("utf-8", "replace")).hexdigest()
        if digest not in kept:
            kept[digest] = workspace.catalogue.add_note(workspace.id, _KIND, text)
        st.query_params[names[1]] = kept[digest]


def _forget(*names: str) -> None:
    for name in names:
        st.query_params.pop(name, None)


def _cut(text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        say.caption(
            "Cut: the first {MOST_CHARACTERS:,} of {text_:,} characters are read.",
            MOST_CHARACTERS=MOST_CHARACTERS,
            text_=len(text),
        )
    return text[:MOST_CHARACTERS]


def _readable_first(result: Result, found: NDArray[np.intp], encoder: str | None) -> NDArray[np.intp]:
    known = find_encoder(encoder).info.languages if encoder is not None else ()
    if not known:
        return found
    readable = result.corpus.contents["language"].iloc[found].isin(known).to_numpy(bool)
    return np.concatenate([found[readable], found[~readable]])
