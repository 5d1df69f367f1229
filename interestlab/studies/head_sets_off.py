"""The study of heads switched off together: how far do texts move, and is that more than with random heads?"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from interestlab.attention.head_sets import other_sets, random_sets, set_mask
from interestlab.errors import NotApplicable
from interestlab.home import formats
from interestlab.intervals import Estimate, mean, mean_score, paired_shares
from interestlab.questions.opened import OpenRun, fresh_inspection
from interestlab.questions.question import Progress, StudyInfo
from interestlab.studies.heads import TextsRead
from interestlab.studies.heads_off import EFFECTS, of_texts

NO_OTHER_IN_LAYERS = (
    "Every layer is either wholly off or wholly on, so no other set has as many heads in each; draw over all layers."
)
NO_OTHER = "All heads are chosen, so there is no other set to hold them against; leave at least one on."
LEVEL = 0.05  # two-sided, of the random sets


@dataclass(frozen=True, eq=False)
class SetComparison:
    """One effect of the chosen set beside that of r random sets on the same texts."""

    chosen: Estimate
    random: NDArray[np.float64]  # (r,) mean over texts of each random set
    difference: Estimate  # of chosen less the mean of the random sets, paired over texts
    chance: float  # two-sided: how often a random set would lie as far out among them

    @property
    def below(self) -> int:
        """Random sets that move less than the chosen one."""
        return int((self.random < self.chosen.value).sum())

    @property
    def above(self) -> int:
        """Random sets that move more."""
        return int((self.random > self.chosen.value).sum())

    @property
    def told(self) -> bool:
        """Whether both the texts and the random sets tell the chosen set apart."""
        return self.difference.side != 0 and self.chance <= LEVEL


@dataclass(frozen=True, eq=False)
class HeadSetEffects:
    """What n texts lose without the chosen set, and without each of r random sets."""

    sets: NDArray[np.bool_]  # (1 + r, layers, heads), the chosen one first
    found: NDArray[np.float64]  # (n, 3, 1 + r) in the order of EFFECTS; nan where it is not the map's encoder
    by_layer: bool
    others: int  # sets of that kind that there are beside the chosen one

    @property
    def texts(self) -> int:
        return len(self.found)

    @property
    def draws(self) -> int:
        return len(self.sets) - 1

    @property
    def size(self) -> int:
        """Heads of each set."""
        return int(self.sets[0].sum())

    def effects(self) -> list[str]:
        """Names in EFFECTS that were worked out."""
        return [name for at, name in enumerate(EFFECTS) if not np.isnan(self.found[:, at]).all()]

    def compared(self, effect: str) -> SetComparison:
        """The chosen set beside the random ones."""
        values = self.found[:, list(EFFECTS).index(effect)]
        chosen, random = values[:, 0], values[:, 1:]
        paired = chosen - random.mean(axis=1)
        means = random.mean(axis=0)
        beyond = min((means >= chosen.mean()).sum(), (means <= chosen.mean()).sum())
        chance = min(1.0, 2 * (1 + int(beyond)) / (1 + len(means)))
        share = effect == "moved"
        return SetComparison(
            mean_score(chosen) if share else mean(chosen),
            means,
            paired_shares(paired) if share else mean(paired),
            chance,
        )


@dataclass(frozen=True)
class HeadSetsOff(TextsRead[HeadSetEffects]):
    """What do texts lose with a set of heads off together, beside random sets of as many heads?

    Raises NotApplicable where no other set is there to compare with.
    """

    info = StudyInfo(
        "heads-set-off",
        "Switching off sets of heads",
        counts="texts",
        steps=("read", "encode", "project", "cluster"),
        libraries=("numpy", "torch", "transformers"),
    )

    heads: tuple[tuple[int, int], ...] = ()  # layer and head, from 0
    draws: int = 40  # random sets
    by_layer: bool = False  # random sets have as many heads in each layer; else they are drawn over all layers

    def __post_init__(self) -> None:
        object.__setattr__(self, "heads", tuple(sorted(set(self.heads))))

    @classmethod
    def on(cls, read: TextsRead[Any], heads: Sequence[tuple[int, int]], **how: Any) -> "HeadSetsOff":
        """The study of these heads on the texts of another study."""
        return cls(read.encoder, read.texts, read.most_tokens, read.selection, read.seed, read.classes, tuple(heads), **how)

    def answer(self, run: OpenRun, progress: Progress) -> HeadSetEffects:
        from interestlab.attention.ablation import head_counts, sets_off

        inspection = fresh_inspection(self.encoder)
        chosen = set_mask(list(self.heads), head_counts(inspection.model))
        others = other_sets(chosen, by_layer=self.by_layer)
        if not others:
            raise NotApplicable(NO_OTHER_IN_LAYERS if self.by_layer and not chosen.all() else NO_OTHER)
        drawn = random_sets(chosen, self.draws, by_layer=self.by_layer, seed=self.seed)
        sets = np.concatenate([chosen[None], drawn])
        found = of_texts(run, self, inspection, lambda ids: sets_off(inspection, ids, sets), progress)
        return HeadSetEffects(sets, found, self.by_layer, others)

    def load(self, folder: Path) -> HeadSetEffects:
        return formats.load_fields(folder, HeadSetEffects)


def set_label(mask: NDArray[np.bool_]) -> str:
    """The heads of (layers, heads) as “L1H3 L2H10”, from 1; a spreadsheet would read 2.10 as a number."""
    return " ".join(f"L{layer + 1}H{head + 1}" for layer, head in np.argwhere(mask))


def set_table(found: HeadSetEffects) -> pd.DataFrame:
    """A row a set, the chosen one first, then chosen less random: its heads, and each effect with its 95 % interval."""
    rows: list[dict[str, Any]] = [
        {"set": "chosen" if at == 0 else f"random {at}", "heads": set_label(mask), "texts": found.texts}
        for at, mask in enumerate(found.sets)
    ]
    rows.append({"set": "chosen less random", "heads": "", "texts": found.texts})
    for name in found.effects():
        values = found.found[:, list(EFFECTS).index(name)]
        interval = mean_score if name == "moved" else mean
        intervals = [*map(interval, values.T), found.compared(name).difference]
        for row, one in zip(rows, intervals, strict=True):
            row |= {name: one.value, f"{name}_low": one.low, f"{name}_high": one.high}
    return pd.DataFrame(rows)
