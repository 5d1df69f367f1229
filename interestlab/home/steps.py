"""The steps from upload to profiles, in order; each is computed once for the same inputs and reused ever after."""

import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from threading import Event, Thread
from typing import Any, Protocol, Self

from interestlab import registry
from interestlab.encode.protocol import MadeHere, Quick
from interestlab.encode.run import count_tokens, encode_texts, find_encoder, fingerprint, propose_encoder
from interestlab.errors import Cancelled, NotApplicable, TooFewContents
from interestlab.home import formats, reading
from interestlab.home.disk import LEAST, need_room
from interestlab.home.no_map import EMPTY, NO_ENCODER
from interestlab.home.phrase_vectors import PhraseVectors
from interestlab.home.request import AnalysisRequest
from interestlab.home.store import Store, step_key
from interestlab.home.vectors import VectorFile
from interestlab.interests.clustering import cluster
from interestlab.interests.model import Clustering, Neighbours, Projection
from interestlab.interests.namer import Namer
from interestlab.interests.naming import name_interests
from interestlab.interests.neighbours import MINIMUM_CONTENTS, find_neighbours
from interestlab.interests.projection import project
from interestlab.interests.quality import measure_map
from interestlab.interests.words import count_words
from interestlab.users.profiles import build_profiles
from interestlab.work.sandbox import HowFar

STAGES = {
    "read": "Reading the file",
    "encode": "Reading what the texts mean",
    "neighbours": "Finding similar texts",
    "project": "Drawing the map",
    "words": "Collecting words",
    "cluster": "Finding interests",
    "name": "Naming them",
    "profile": "Describing people",
}  # the steps in order, each in everyday words
WAITING = "waiting"  # the stage of who waits for memory that other readers have
VERSIONS = {
    **dict.fromkeys(STAGES, 1),
    "read": 3,
    "words": 3,
    "profile": 2,
}  # raised by hand when a step's code gives another result
LIBRARIES = {
    "read": ("pandas", "pyarrow", "py3langid", "charset-normalizer"),
    "encode": ("numpy",),
    "neighbours": ("numpy", "scikit-learn"),
    "project": ("numpy", "umap-learn", "numba", "scikit-learn"),
    "words": ("scikit-learn", "rjieba", "stopwordsiso"),
    "cluster": ("numpy", "scipy", "hdbscan"),
    "name": ("numpy", "scipy"),
    "profile": ("numpy", "scipy"),
}
_ROOM = 2  # times what was uploaded takes what is read of it
_TOKEN_SAMPLE = 2_000
Progress = Callable[[int, int], None]  # done, total; may raise Cancelled


class Reporter(Protocol):
    """Told how far the work is; `progress` may raise Cancelled."""

    def stage(self, step: str) -> None: ...
    def progress(self, done: int, total: int) -> None: ...


class Silent:
    """A reporter that nobody listens to."""

    def stage(self, step: str) -> None:
        del step

    def progress(self, done: int, total: int) -> None:
        del done, total


class _Beside:
    """A step that runs in a thread of its own; with the block it is ended, where it is not done."""

    def __init__(self, step: Callable[[Progress], None]) -> None:
        self._step, self._stopped = step, Event()
        self._error: BaseException | None = None
        self._thread = Thread(target=self._run, daemon=True, name="beside")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *ended: object) -> None:
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def begin(self) -> None:
        self._thread.start()

    def wait(self) -> None:
        """Returns when it is done; raises what ended it."""
        self._thread.join()
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        try:
            self._step(self._progress)
        except BaseException as error:
            self._error = error

    def _progress(self, done: int, total: int) -> None:
        if self._stopped.is_set():
            raise Cancelled("Stopped while words were collected.")


@dataclass
class Steps:
    """One walk through the steps for a request. Results are opened when a later step asks for them, and not kept."""

    store: Store
    request: AnalysisRequest
    reporter: Reporter = field(default_factory=Silent)
    finished: Callable[[str, str], None] = lambda step, key: None  # called with each step's key once it is on disk
    keys: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    reused: list[str] = field(default_factory=list)
    least: int = MINIMUM_CONTENTS  # texts; fewer are refused
    _waits: bool = False

    def read_and_encode(self) -> None:
        """The first two steps, for those who need vectors and no map; raises NotApplicable where there are no texts."""
        self.reporter.stage("read")
        self.read()
        if self.is_empty:
            raise NotApplicable("The file holds no texts, so there is nothing to learn to recognise.")
        self.reporter.stage("encode")
        self._encode()

    def run(self) -> None:
        """All steps in order; words are collected beside the steps that do without them."""
        with _Beside(self._words) as words:
            for step in STAGES:
                self.reporter.stage(step)
                begun = time.perf_counter()
                if step == "read":
                    self.read()
                elif self.is_empty and step in EMPTY:
                    self._do(step, {"empty": True}, ("read",), EMPTY[step])
                elif step == "words":
                    words.wait()
                else:
                    getattr(self, f"_{step}")()
                if step == "read" and not self.is_empty:
                    words.begin()
                self.seconds[step] = time.perf_counter() - begun

    def folder(self, step: str) -> Path:
        return self.store.artifact(step, self.keys[step])

    def _do(self, step: str, settings: Mapping[str, Any], inputs: tuple[str, ...], write: Callable[[Path], None]) -> None:
        """Computes and stores a step unless its result is there; `write` fills a folder."""
        key = self._key(step, settings, {name: self.keys[name] for name in inputs})
        self.keys[step] = key
        if self.store.has(step, key):
            self.reused.append(step)
        else:
            need_room(self.store.folder.parent, max(LEAST, _ROOM * self._uploaded() if step == "read" else 0))
            self.store.write(step, key, write)
        self.finished(step, key)

    @staticmethod
    def _key(step: str, settings: Mapping[str, Any], inputs: Mapping[str, str]) -> str:
        libraries = {name: _version(name) for name in LIBRARIES[step]}
        return step_key(step, VERSIONS[step], settings, inputs, libraries)

    def read(self) -> None:
        """The first step alone; sets `report` and `encoder`."""
        settings = self.request.reading()
        uploads = self.store.folder / "uploads"
        self._do("read", settings, (), lambda folder: reading.build(uploads, self.request, folder, self._look))
        self.report = formats.load_report(self.folder("read"))
        if self.is_empty and not self.report.counts.events:
            raise TooFewContents("The file holds neither texts nor people with the things that they rated.")
        if not self.is_empty and self.report.contents < self.least:
            raise TooFewContents(f"A map needs at least {self.least} texts; this file has {self.report.contents}.")
        if self.is_empty:
            self.encoder = NO_ENCODER
            return
        self.encoder = self.request.encoder or propose_encoder(self.report.languages, installed_only=True)

    def _uploaded(self) -> int:
        """Bytes of the request's files."""
        digests = [upload.digest for upload in (self.request.upload, self.request.catalogue) if upload is not None]
        return sum(path.stat().st_size for path in map(self.store.upload, digests) if path.exists())

    @property
    def is_read(self) -> bool:
        """Whether the first step's result is there already."""
        return self.store.has("read", self._key("read", self.request.reading(), {}))

    def _look(self, state: HowFar) -> None:
        """Tells how far the reading is, which waits for its turn before it begins."""
        if state.waiting != self._waits:
            self._waits = state.waiting
            self.reporter.stage(WAITING if state.waiting else "read")
        self.reporter.progress(state.done, state.total)

    @property
    def is_empty(self) -> bool:
        """Ratings without texts: there are events to recommend from, and nothing to map."""
        return self.report.contents == 0

    def _encode(self) -> None:
        plugin = find_encoder(self.encoder)
        if isinstance(plugin, MadeHere):
            plugin.prepare(self.reporter.progress)

        def write(folder: Path) -> None:
            texts = formats.load_corpus(self.folder("read")).texts
            loaded = plugin.load()
            cache = None if isinstance(loaded, Quick) else VectorFile(self.store.folder / "vectors.sqlite")
            try:
                encoded = encode_texts(texts, loaded, name=self.encoder, cache=cache, progress=self.reporter.progress)
            finally:
                if cache is not None:
                    cache.close()
            sample = texts[:: max(1, len(texts) // _TOKEN_SAMPLE)]
            formats.save_embedding(folder, encoded.embedding, count_tokens(sample, loaded))

        self._do("encode", {"encoder": self.encoder, "fingerprint": fingerprint(self.encoder, plugin)}, ("read",), write)
        formats.load_embedding(self.folder("encode"))  # the reused step's loading time

    def _neighbours(self) -> None:
        k = self.request.settings.neighbours

        def write(folder: Path) -> None:
            vectors = formats.load_embedding(self.folder("encode")).vectors
            formats.save_fields(folder, find_neighbours(vectors, k=k, seed=self.request.seed))

        self._do("neighbours", {"k": k, "seed": self.request.seed}, ("encode",), write)

    def _project(self) -> None:
        def write(folder: Path) -> None:
            vectors = formats.load_embedding(self.folder("encode")).vectors
            neighbours = formats.load_fields(self.folder("neighbours"), Neighbours)
            found = project(vectors, neighbours, seed=self.request.seed, progress=self.reporter.progress)
            formats.save_fields(folder, found)

        self._do("project", {"seed": self.request.seed}, ("encode", "neighbours"), write)

    def _words(self, progress: Progress) -> None:
        def write(folder: Path) -> None:
            corpus = formats.load_corpus(self.folder("read"))
            formats.save_words(folder, count_words(corpus.texts, corpus.contents["language"].tolist(), progress))

        self._do("words", {}, ("read",), write)

    def _cluster(self) -> None:
        settings = self.request.settings

        def write(folder: Path) -> None:
            projection = formats.load_fields(self.folder("project"), Projection)
            neighbours = formats.load_fields(self.folder("neighbours"), Neighbours)
            found = cluster(projection.reduced, neighbours, settings, seed=self.request.seed)
            formats.save_fields(folder, found)
            vectors = formats.load_embedding(self.folder("encode")).vectors
            formats.save_json(folder, "quality", asdict(measure_map(vectors, neighbours, projection, found)))

        shown = {"clusterer": settings.clusterer, "granularity": settings.granularity, "threshold": settings.threshold}
        self._do("cluster", {**shown, "seed": self.request.seed}, ("project", "neighbours", "encode"), write)

    def _name(self) -> None:
        chosen = self.request.settings.namer
        namer: Namer = registry.load("namers", chosen)()

        def write(folder: Path) -> None:
            clustering = formats.load_fields(self.folder("cluster"), Clustering)
            embedding = formats.load_embedding(self.folder("encode"))
            corpus = formats.load_corpus(self.folder("read"))
            words = formats.load_words(self.folder("words"))
            encode = PhraseVectors(embedding.encoder, embedding.digest, self.store.folder, self.reporter.progress)
            languages = corpus.contents["language"].tolist()
            named = name_interests(
                clustering, words, embedding.vectors, corpus.texts, languages=languages, namer=namer, encode=encode
            )
            formats.save_names(folder, named)

        package = registry.entries("namers")[chosen].package
        shown = {"namer": chosen, "version": namer.info.version, "package": _version(package) if package else "built in"}
        self._do("name", shown, ("read", "encode", "words", "cluster"), write)

    def _profile(self) -> None:
        def write(folder: Path) -> None:
            corpus = formats.load_corpus(self.folder("read"))
            formats.save_fields(folder, build_profiles(corpus, formats.load_map(self.store, self.keys)))

        self._do("profile", {}, ("read", "name"), write)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"
