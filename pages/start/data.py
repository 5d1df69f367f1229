"""Data: file → columns → check → encode, then what was read and the settings."""

import streamlit as st

from interestlab.home.analysis import check, is_checked
from interestlab.home.catalogue import MAP
from interestlab.ui import say
from interestlab.ui.current import need_workspace
from interestlab.ui.data.check import check_step, show_report
from interestlab.ui.data.columns import columns_step
from interestlab.ui.data.encoder import encoder_step
from interestlab.ui.data.reading import is_small
from interestlab.ui.data.result import result_section
from interestlab.ui.data.starting import another_file
from interestlab.ui.data.stepper import stepper
from interestlab.ui.empty import empty_state
from interestlab.ui.problems import errors_shown

workspace = need_workspace()
result = workspace.result
draft = workspace.draft or (result.request if result is not None else None)  # the command line leaves no draft

if result is not None:
    result_section(workspace, result)
elif draft is not None and any(job.live for job in workspace.jobs(kind=MAP)):
    stepper("Encode")
    say.caption("The map is being made. This is what was read; you can look around meanwhile.")
    with errors_shown():
        if is_checked(workspace, draft) or is_small(workspace, draft):
            found = check(workspace, draft)
            show_report(found.report, lambda: found.findings)
    st.stop()
if draft is None:
    if result is None:
        empty_state("upload_file", "No file here yet", "Upload one on the home page.")
    st.stop()
if result is None or say.toggle("Read the file another way", key="reread", help="Other columns, encoding or encoder"):
    place = st.empty()
    with errors_shown(), another_file(workspace):
        request = columns_step(workspace, draft)
        with place:
            stepper("Columns" if request is None else "Encode")
        if request is not None:
            report = check_step(workspace, request)
            if report is not None:
                encoder_step(workspace, request, report)
