"""Label: posts are given classes by hand, one at a time, and a classifier learns from them."""

import streamlit as st

from interestlab.home.labels import Labels
from interestlab.ui import say
from interestlab.ui.current import need_result
from interestlab.ui.empty import empty_state, no_map
from interestlab.ui.label.agreement import agreement_card
from interestlab.ui.label.card import label_area
from interestlab.ui.label.files import label_files
from interestlab.ui.label.posts import class_posts
from interestlab.ui.label.schemes import class_editor, label_many, new_scheme, scheme_choice

result = need_result()
if not result.has_map:
    no_map("label")
labels = Labels(result.workspace)
with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    say.markdown("### Label", width="content")
    scheme = scheme_choice(labels)
    with say.popover("New scheme", icon=":material/add:", key="label_new_popover"):
        new_scheme(result, labels)
    if scheme is not None:
        with say.popover("Classes", icon=":material/edit:", key="label_classes_popover"):
            class_editor(labels, scheme)
        with say.popover("Label many", icon=":material/done_all:", key="label_many_popover"):
            label_many(result, labels, scheme)
        with say.popover("Files", icon=":material/folder:", key="label_files_popover"):
            label_files(result, labels, scheme)
if scheme is None:
    empty_state("new_label", "No scheme yet", "A scheme is a set of classes that posts are given by hand. Make one above.")
    st.stop()
if scheme.origin:
    say.caption("From: {origin}", origin=scheme.origin)
label_area(result, scheme.id)
class_posts(result, scheme.id)
agreement_card(result, labels.state(scheme.id))
