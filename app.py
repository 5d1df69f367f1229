"""InterestLab in the browser: `streamlit run app.py`, or `make app`.

Streamlit imports this file once to find `app`, the server, and then runs it as a script for every session.
"""

import streamlit as st

from interestlab.ui.server import lifespan, middleware
from interestlab.ui.shell import run_app

app = st.App(__file__, lifespan=lifespan, middleware=middleware())

if __name__ == "__main__":
    run_app()
