"""The card of a training, as Markdown: what it learned from, how, how good it is, and what it must not be used for.

After Mitchell et al. 2019, Model cards for model reporting (FAccT).
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from interestlab import __version__
from interestlab.home.classes import UNKNOWN, TrainedClasses
from interestlab.home.labels import HandScheme, LabelSnapshot
from interestlab.intervals import Estimate

if TYPE_CHECKING:
    from interestlab.home.workspace import Result

_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]()<>#+-!|"})


def model_card(result: "Result", trained: TrainedClasses, scheme: HandScheme, snapshot: LabelSnapshot) -> str:
    """The card of what a scheme's classifier learned from these labels; names of strangers are text in it."""
    drawn, judging = sum(snapshot.random), sum(snapshot.judging)
    unknown = 1 - float(trained.applied.known.mean()) if len(trained.by_hand) else 0.0
    definitions = {one.name: one.definition for one in scheme.classes}
    classes = [
        f"- **{_text(name)}**, {taught:,} labels{f': {_text(definitions[name])}' if definitions.get(name) else ''}"
        for name, taught in zip(trained.classes, trained.taught, strict=True)
    ]
    parts = [
        f"# {_text(trained.name)}",
        f"A classifier of {len(trained.classes)} classes, trained by InterestLab {__version__} on "
        f"{datetime.now(UTC):%-d %B %Y} on the texts of “{_text(result.workspace.name)}” "
        f"({_text(result.request.upload.name)}, {len(result.corpus):,} texts).",
        "## What it learned from",
        f"{sum(trained.taught):,} labelled texts; {drawn:,} of them were drawn at random or are all of a file or column, the "
        f"others were chosen, mostly for being hard. Digest of the labels: `{trained.labels}`.",
        "\n".join(classes),
        "## How",
        f"Classifier `{trained.model}` on vectors of the encoder `{result.embedding.encoder}` "
        f"(digest `{result.embedding.digest[:16]}`). Temperature {trained.thresholds.temperature:.3g}; a post is "
        f"“{UNKNOWN}” where it is less familiar than 95 % of the posts calibrated on, or where no class reaches a probability "
        f"of {trained.thresholds.least:.3f} (set of 90 %). {_calibration(trained)}",
        "## How good it is",
        _quality(trained.right, trained.base, judging),
        f"{unknown:.1%} of all texts are “{UNKNOWN}”.",
        "## Limits",
        "It was judged on texts of this file alone, and says nothing of texts of another kind, time or language. "
        "Its probabilities hold on average over posts like those that it was calibrated on, not within each class. It knows "
        "what those who labelled meant, with their errors. It must not decide about people.",
    ]
    return "\n\n".join(parts) + "\n"


def _calibration(trained: TrainedClasses) -> str:
    given = trained.thresholds
    if not given.calibrated_on:
        return "There were too few labels to calibrate on, so the probabilities are those of the classifier itself."
    how = "drawn at random" if given.random else "not drawn at random, so probabilities may be off on other posts"
    apart = "by models that had not learned from the text asked about"
    return f"Calibrated on {given.calibrated_on:,} labelled texts, {how}, {apart}."


def _quality(right: Estimate, base: Estimate, judging: int) -> str:
    if not right.n:
        return "It is not known: no text that was drawn at random has been held back to judge by."
    few = " That is few: the interval is rough." if right.rough else ""
    return (
        f"Right on {right.percent()} of {judging:,} texts drawn at random, by a model that had learned from the other labels "
        f"alone; the commonest class for all would be right on {base.percent()}. Intervals of 95 %, over {right.n:,} "
        f"independent units (people where they are known).{few}"
    )


def _text(name: str) -> str:
    return " ".join(name.split()).translate(_SPECIAL)
