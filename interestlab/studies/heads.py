"""The study of an encoder's heads over the texts of a map, or a random sample of them."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from interestlab.attention.survey import Survey
from interestlab.encode.run import find_encoder, fingerprint
from interestlab.errors import NotApplicable
from interestlab.home import formats
from interestlab.home.groups import members_of
from interestlab.home.plain import LATER
from interestlab.interests.selection import Selection, select
from interestlab.questions.meaning import Meaning
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
    classes: tuple[tuple[str, str], ...] = field(default=(), metadata=LATER)  # as `Result.applied`, where a condition is on one

    def also_depends_on(self) -> dict[str, Any]:
        return {"fingerprint": fingerprint(self.encoder, find_encoder(self.encoder))}

    def chosen_ids(self, run: OpenRun, progress: Progress) -> NDArray[np.intp]:
        """Ids in random order of at most `texts` of the selected contents; raises NotApplicable where there is none."""
        result = replace(run.result, applied=self.classes) if self.classes else run.result
        groups = members_of(self.selection.groups, result, lambda query: Meaning(query).answer(run, progress).meant)
        found = select(result.described, result.map, self.selection, groups)
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
        ids = self.chosen_ids(run, progress)
        inspection = fresh_inspection(self.encoder)
        texts = result.corpus.contents["text"].iloc[ids].astype(str).tolist()
        groups = np.asarray(result.map.interest)[ids]
        return survey(inspection, texts, groups, most_tokens=self.most_tokens, progress=progress)

    def load(self, folder: Path) -> Survey:
        return formats.load_fields(folder, Survey)
