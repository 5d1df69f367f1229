"""InterestLab in the browser: `streamlit run app.py`, or `make app`."""

from interestlab.ui.shell import run_app

if __name__ == "__main__":
    run_app()
