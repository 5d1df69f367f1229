"""Dataclasses to Plotly figures and to the colours of the map; no Streamlit."""
