"""The study of an encoder's heads over the texts of a map, or a random sample of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interestlab.attention.survey import Survey
from interestlab.encode.run import find_encoder, fingerprint
from interestlab.errors import NotApplicable
from interestlab.home import formats
from interestlab.home.steps import Reporter
from interestlab.home.workspace import Result
from interestlab.interests.selection import Selection, select

KIND = "heads"


@dataclass(frozen=True)
class SurveyQuestion:
    """Which encoder reads which texts, and how far."""

    encoder: str
    texts: int | None  # a random sample of as many; None = all
    most_tokens: int  # a text is cut there
    selection: Selection = field(default_factory=Selection)
    seed: int = 0

    def settings(self) -> dict[str, Any]:
        """The settings of its study."""
        return {
            "encoder": self.encoder,
            "fingerprint": fingerprint(self.encoder, find_encoder(self.encoder)),
            "texts": self.texts,
            "most_tokens": self.most_tokens,
            "selection": self.selection.to_json(),
            "seed": self.seed,
        }


def load_survey(folder: Path) -> Survey:
    """What the study wrote."""
    return formats.load_fields(folder, Survey)


def survey_heads(result: Result, settings: Mapping[str, Any], folder: Path, reporter: Reporter) -> None:
    """In the job worker. Groups of the survey are the interests; the texts are read in random order."""
    from interestlab.attention.streaming import survey
    from interestlab.questions.opened import fresh_inspection

    ids = chosen_ids(result, settings)
    inspection = fresh_inspection(settings["encoder"])
    texts = result.corpus.contents["text"].iloc[ids].astype(str).tolist()
    groups = np.asarray(result.computed_map.interest)[ids]
    found = survey(inspection, texts, groups, most_tokens=settings["most_tokens"], progress=reporter.progress)
    formats.save_fields(folder, found)


def chosen_ids(result: Result, settings: Mapping[str, Any]) -> NDArray[np.intp]:
    """Ids in random order of at most settings["texts"] of the selected contents; raises NotApplicable where there is none."""
    selection = Selection.from_json(settings["selection"])
    found = select(result.corpus, result.computed_map, selection)
    if not len(found):
        raise NotApplicable("No text meets the filter; loosen it.")
    drawn = np.random.default_rng(settings["seed"]).permutation(found)
    return np.asarray(drawn[: settings["texts"]], np.intp)
