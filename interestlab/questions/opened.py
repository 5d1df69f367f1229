"""What a worker keeps open between questions: one result, its datasets, a few fitted models and encoders."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from interestlab import registry
from interestlab.encode.protocol import Closed, Inspectable, LoadedEncoder, TorchInspection
from interestlab.encode.run import find_encoder
from interestlab.errors import NotApplicable
from interestlab.home.workspace import Home, Result
from interestlab.questions.backend import Backend, SavedFile
from interestlab.recommend.dataset import build_dataset, item_evidence, item_names
from interestlab.recommend.evidence import ItemEvidence
from interestlab.recommend.host import Fitted, fit_recommender
from interestlab.recommend.protocol import Dataset
from interestlab.recommend.saved import load_fitted
from interestlab.recommend.settings import make_recommender
from interestlab.work.limits import memory_limited


@dataclass(frozen=True)
class OpenRun:
    """A finished run by its ids, which travel to a worker; what is asked of it there is opened once and kept for a while."""

    home: str  # its folder
    workspace: str
    run: str
    edits: tuple[int, ...] = ()  # those that changed what its interests hold: the answer is about the map that was asked of

    @classmethod
    def of(cls, result: Result) -> "OpenRun":
        return cls(str(result.workspace.home.folder), result.workspace.id, result.run.id, result.member_edits)

    @property
    def result(self) -> Result:
        """Raises NotApplicable where the question was asked of no result."""
        if self == NOWHERE:
            raise NotApplicable("This needs a finished map; open a workspace that has one.")
        return _result(self)

    @property
    def encoder(self) -> LoadedEncoder[str]:
        """The encoder that the map was made with, with its weights."""
        return opened_encoder(self.result.embedding.encoder)

    @property
    def inspection(self) -> TorchInspection | None:
        """That encoder's model, to look into; None where it gives vectors only."""
        return opened_inspection(self.result.embedding.encoder)

    def dataset(self, unit: str) -> Dataset:
        """The events on items of a unit."""
        return _dataset(self, unit)

    def evidence(self, unit: str) -> ItemEvidence:
        """What judging needs to make item vectors without the held-out texts."""
        result = self.result
        return item_evidence(result.corpus, embedding=result.embedding, interest_map=result.map, unit=unit)

    def names(self, unit: str) -> tuple[str, ...]:
        """(m,) what to show for each item."""
        return _names(self, unit)

    def fitted(self, unit: str, backend: Backend, seed: int) -> Fitted:
        """A backend that has learned from the run or from a file, within the limit on memory; raises as `load_fitted` does."""
        if backend.file is None and registry.load("recommenders", backend.name).info.elsewhere:
            return _fitted.__wrapped__(self, unit, backend, seed)
        return _fitted(self, unit, backend, seed)

    def saved_file(self, file: SavedFile) -> Path:
        """Where the workspace keeps the bytes of an uploaded recommender."""
        return Home(Path(self.home)).open(self.workspace).store.upload(file.digest)


NOWHERE = OpenRun("", "", "")  # of a question about an encoder alone


@lru_cache(maxsize=2)
def opened_encoder(name: str) -> LoadedEncoder[str]:
    """The encoder of that registry name with its weights."""
    return find_encoder(name).load()


@lru_cache(maxsize=2)
def opened_inspection(name: str) -> TorchInspection | None:
    """The model of that encoder, to look into; None where it gives vectors only."""
    loaded = opened_encoder(name)
    return loaded.inspect() if isinstance(loaded, Inspectable) else None


def need_inspection(name: str) -> TorchInspection:
    """The same; raises NotApplicable where the encoder has no attention to look into."""
    found = opened_inspection(name)
    if found is None:
        why = _since(opened_encoder(name))
        raise NotApplicable(f"The encoder “{name}” has no attention that could be shown{why}; MiniLM has.")
    return found


def fresh_inspection(name: str) -> TorchInspection:
    """A model to look into for one study, not kept afterwards; raises NotApplicable where the encoder gives vectors only."""
    loaded = find_encoder(name).load()
    if not isinstance(loaded, Inspectable):
        why = _since(loaded)
        raise NotApplicable(f"The encoder “{name}” gives vectors only{why}, so its heads cannot be looked at; MiniLM's can.")
    return loaded.inspect()


def _since(loaded: LoadedEncoder[str]) -> str:
    """Why it cannot be looked into, as the end of a clause; "" where it does not say."""
    return f", since {loaded.no_attention}" if isinstance(loaded, Closed) and loaded.no_attention else ""


def dataset_of(result: Result, unit: str = "item") -> Dataset:
    """The result's events on items of a unit: "item", "content" or "extra.COLUMN"."""
    return build_dataset(result.corpus, embedding=result.embedding, interest_map=result.map, unit=unit)


def forget() -> None:
    """Lets go of the results, datasets and fitted recommenders that are open; encoders stay."""
    for opened in (_result, _dataset, _names, _fitted):
        opened.cache_clear()


@lru_cache(maxsize=1)
def _result(run: OpenRun) -> Result:
    opened = Home(Path(run.home)).open(run.workspace)
    return Result(opened, opened.catalogue.run(run.run), pinned_edits=run.edits)


@lru_cache(maxsize=2)
def _dataset(run: OpenRun, unit: str) -> Dataset:
    return dataset_of(run.result, unit)


@lru_cache(maxsize=2)
def _names(run: OpenRun, unit: str) -> tuple[str, ...]:
    return item_names(run.result.corpus, run.dataset(unit), unit=unit)


@lru_cache(maxsize=8)
def _fitted(run: OpenRun, unit: str, backend: Backend, seed: int) -> Fitted:
    dataset = run.dataset(unit)
    with memory_limited():
        if backend.file is not None:
            return load_fitted(dataset, run.saved_file(backend.file), called=backend.file.name)[1]
        return fit_recommender(dataset, make_recommender(backend.name, dict(backend.parameters)), seed=seed)
