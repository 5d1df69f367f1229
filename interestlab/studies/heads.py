"""The study of an encoder's heads over the texts of a map, or a random sample of them."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from interestlab.attention.survey import Survey
from interestlab.encode.run import find_encoder, fingerprint
from interestlab.errors import NotApplicable
from interestlab.home import formats
from interestlab.home.workspace import Result
from interestlab.interests.selection import Selection, select
from interestlab.questions.opened import OpenRun, fresh_inspection
from interestlab.questions.question import Progress, Study, StudyInfo

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class TextsRead(Study[Answer], Generic[Answer]):
    """Base of the studies of heads: which encoder reads which texts, and how far."""

    encoder: str
    texts: int | None  # a random sample of as many; None = all
    most_tokens: int  # a text is cut there
    selection: Selection = field(default_factory=Selection)
    seed: int = 0

    def also_depends_on(self) -> dict[str, Any]:
        return {"fingerprint": fingerprint(self.encoder, find_encoder(self.encoder))}

    def chosen_ids(self, result: Result) -> NDArray[np.intp]:
        """Ids in random order of at most `texts` of the selected contents; raises NotApplicable where there is none."""
        found = select(result.corpus, result.map, self.selection)
        if not len(found):
            raise NotApplicable("No text meets the filter; loosen it.")
        drawn = np.random.default_rng(self.seed).permutation(found)
        return np.asarray(drawn[: self.texts], np.intp)


@dataclass(frozen=True)
class HeadSurvey(TextsRead[Survey]):
    """Where does each head look? Groups of the survey are the interests; the texts are read in random order."""

    info = StudyInfo(
        "heads",
        "Reading with every head",
        counts="texts",
        steps=("read", "project", "cluster"),
        libraries=("torch", "transformers"),
    )

    def answer(self, run: OpenRun, progress: Progress) -> Survey:
        from interestlab.attention.streaming import survey

        result = run.result
        ids = self.chosen_ids(result)
        inspection = fresh_inspection(self.encoder)
        texts = result.corpus.contents["text"].iloc[ids].astype(str).tolist()
        groups = np.asarray(result.map.interest)[ids]
        return survey(inspection, texts, groups, most_tokens=self.most_tokens, progress=progress)

    def load(self, folder: Path) -> Survey:
        return formats.load_fields(folder, Survey)
