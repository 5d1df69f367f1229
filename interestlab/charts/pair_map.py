"""What pairs of words of two texts add to their cosine, as a map of words × words."""

import numpy as np
import plotly.graph_objects as go

from interestlab.charts.style import calm, literal, look
from interestlab.questions.explanation import PairParts

ROW = 24  # pixels


def pair_map(found: PairParts, *, colour: str, dark: bool) -> go.Figure:
    """Rows are words of the first text, columns of the second; both in their order."""
    theme = look(dark=dark)
    rows, columns = ([literal(word, 18) for word in words] for words in (found.rows, found.columns))
    places = [str(number) for number in range(len(columns))]  # a word may stand in a text twice
    reach = float(np.abs(found.values).max(initial=0)) or 1.0
    against = "#D9822B" if not dark else "#FFB366"
    told = [[f"{row} × {column}: {found.values[i, j]:+.4f}" for j, column in enumerate(columns)] for i, row in enumerate(rows)]
    figure = go.Figure(
        go.Heatmap(
            x=places, z=found.values, zmin=-reach, zmax=reach, colorscale=[[0, against], [0.5, theme.card], [1, colour]],
            customdata=told, hovertemplate="%{customdata}<extra></extra>", xgap=1, ygap=1,
            colorbar={"thickness": 10, "outlinewidth": 0, "tickfont": {"color": theme.muted}, "nticks": 5},
        )
    )  # fmt: skip
    at = np.unravel_index(int(np.argmax(found.values)), found.values.shape)
    alt = f"Pairs of words of two texts; most is added by {rows[at[0]]} with {columns[at[1]]}: {found.values[at]:+.3f}."
    calm(figure, dark=dark, height=ROW * len(rows) + 90, alt=alt)
    figure.update_xaxes(  # categories, whose labels are thinned out where there is no room for all of them
        type="category", labelalias=dict(zip(places, columns, strict=True)), autotickangles=[-45, -90], showgrid=False
    )  # fmt: skip
    figure.update_yaxes(tickvals=np.arange(len(rows)), ticktext=rows, autorange="reversed", showgrid=False)
    return figure
