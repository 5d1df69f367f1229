import streamlit as st

from interestlab.ui.text import safe_text
from tests.ui.test_text import NASTY

if __name__ == "__main__":
    for text in NASTY:
        st.markdown(safe_text(text))
        st.caption(safe_text(text))
        st.error(safe_text(text))
        st.badge(safe_text(text))
        st.button(safe_text(text))
        st.metric(safe_text(text), "1")
        st.checkbox(safe_text(text))
