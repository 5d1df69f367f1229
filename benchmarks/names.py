"""Do names lead back to the posts that they name?

    python -m benchmarks.names --vectors /a/folder/to/keep --show 10

Draws a map of some posts of each set, names its interests by two keywords and by phrases, and asks of every post of a core
whether the nearest name is that of its own interest. Nearness is judged by an encoder that the namer has not seen (English:
multilingual-e5, Chinese: the packaged multilingual one), and beside it by the map's own. Prints the share of such posts for two
joined keywords, for the phrase alone and for the phrase with its line of what else is in it, and as the mean over the sets with
the unseen encoder; then names that do not occur in their posts, which there must be none of, and what naming took.
"""

import argparse
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.data import need_data
from interestlab.encode.protocol import LoadedEncoder
from interestlab.encode.run import encode_texts, find_encoder
from interestlab.home.vectors import VectorFile
from interestlab.interests.clean import clean_text
from interestlab.interests.clustering import cluster
from interestlab.interests.model import Clustering, InterestName
from interestlab.interests.naming import Words, name_interests
from interestlab.interests.neighbours import find_neighbours
from interestlab.interests.phrases import Phrases
from interestlab.interests.projection import project
from interestlab.interests.settings import MapSettings
from interestlab.interests.words import count_words


@dataclass(frozen=True)
class Source:
    """Texts, the encoder of their map, and the one that judges its names."""

    file: str
    columns: tuple[str, ...] = ("text",)
    language: str = "en"
    encoder: str = "minilm"
    unseen: str = "multilingual-e5"


SOURCES = {
    "news": Source("newsgroups20/posts.parquet", ("title", "text")),
    "hn": Source("hackernews/posts.parquet"),
    "reddit": Source("reddit_top_topics/posts.parquet", ("title", "text")),
    "agnews": Source("gold_labels/agnews4_test.parquet"),
    "zh": Source("gold_labels/shopping_zh_A_dev.parquet", language="zh", encoder="multilingual-e5", unseen="multilingual"),
}
TUNED_ON = ("agnews", "hn", "zh")


@dataclass(frozen=True, eq=False)
class World:
    """A map, and its names in the two ways."""

    texts: list[str]
    clustering: Clustering
    keywords: tuple[InterestName, ...]
    phrases: tuple[InterestName, ...]
    seconds: tuple[float, float]  # of the two namings, vectors of phrases included


def main() -> None:
    """Runs the sets that were asked for."""
    options = _options()
    means = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.vectors or Path(temporary)
        for name in options.sets:
            source = SOURCES[name]
            texts = _texts(source, options.posts, options.seed)
            world = _world(source, texts, folder, options.seed)
            shares = {who: _shares(world, who, folder) for who in (source.unseen, source.encoder)}
            means.append(shares[source.unseen])
            _print(name, world, shares, options.show)
    print(f"\nmean, unseen encoder: {_figures(np.mean(means, axis=0))}")
    gain = np.mean(means, axis=0) - np.mean(means, axis=0)[0]
    print(f"gain over two keywords: phrase {gain[1]:+.3f}, with its line {gain[2]:+.3f}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Names held against the posts that they name.")
    parser.add_argument("--sets", nargs="+", choices=tuple(SOURCES), default=list(SOURCES))
    parser.add_argument("--posts", type=int, default=4_000, help="of each set, drawn by the seed")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=0, help="names of each set to print")
    parser.add_argument("--vectors", type=Path, help="folder that keeps vectors between runs")
    options = parser.parse_args()
    if options.vectors:
        options.vectors.mkdir(parents=True, exist_ok=True)
    return options


def _texts(source: Source, posts: int, seed: int) -> list[str]:
    """Title and body joined by a line break, of posts drawn without replacement, in the order of the file."""
    table = pd.read_parquet(need_data() / source.file)
    drawn = np.random.default_rng(seed).choice(len(table), min(posts, len(table)), replace=False)
    table = table.iloc[np.sort(drawn)]
    parts = [table[column].fillna("").astype("str") for column in source.columns]
    return ["\n".join(row).strip() for row in zip(*parts, strict=True)]


@cache
def _loaded(encoder: str) -> LoadedEncoder[str]:
    return find_encoder(encoder).load()


def _encoded(texts: Sequence[str], encoder: str, folder: Path) -> NDArray[np.float32]:
    """Vectors of the texts, from the folder where they were kept."""
    kept = VectorFile(folder / "vectors.sqlite")
    try:
        return encode_texts(texts, _loaded(encoder), name=encoder, cache=kept).embedding.vectors
    finally:
        kept.close()


def _world(source: Source, texts: list[str], folder: Path, seed: int) -> World:
    vectors = _encoded(texts, source.encoder, folder)
    neighbours = find_neighbours(vectors, seed=seed)
    projection = project(vectors, neighbours, seed=seed)
    found = cluster(projection.reduced, neighbours, MapSettings(), seed=seed)
    languages = [source.language] * len(texts)
    words = count_words(texts, languages)
    loaded = _loaded(source.encoder)

    def encode(phrases: Sequence[str]) -> NDArray[np.float32]:
        return encode_texts(phrases, loaded, name=source.encoder).embedding.vectors

    named, seconds = [], []
    for namer in (Words(), Phrases()):
        begun = time.perf_counter()
        named.append(name_interests(found, words, vectors, texts, languages=languages, namer=namer, encode=encode).interests)
        seconds.append(time.perf_counter() - begun)
    return World(texts, found, named[0], named[1], (seconds[0], seconds[1]))


def _shares(world: World, encoder: str, folder: Path) -> NDArray[np.float64]:
    """(3,) shares of the cores' posts whose nearest name is their own: of keywords, of phrases, of phrases with their line."""
    rows = np.flatnonzero(world.clustering.core)
    posts = _encoded([world.texts[row] for row in rows], encoder, folder)
    lines = [f"{one.name} — {', '.join(one.also)}" if one.also else one.name for one in world.phrases]
    ways = ([one.name for one in world.keywords], [one.name for one in world.phrases], lines)
    nearest = (np.argmax(posts @ _encoded(labels, encoder, folder).T, axis=1) for labels in ways)
    return np.array([float((near == world.clustering.interest[rows]).mean()) for near in nearest])


def _figures(shares: NDArray[np.float64]) -> str:
    return f"two keywords {shares[0]:.3f}  phrase {shares[1]:.3f}  phrase and line {shares[2]:.3f}"


def _print(name: str, world: World, shares: dict[str, NDArray[np.float64]], show: int) -> None:
    tuned = ", tuned on" if name in TUNED_ON else ""
    before, after = world.seconds
    counts = f"{len(world.texts):,} posts, {world.clustering.count} interests"
    print(f"\n{name}{tuned}: {counts}, naming {before:.1f} s → {after:.1f} s")
    for encoder, found in shares.items():
        print(f"  {encoder:16} {_figures(found)}", flush=True)
    for number, one in enumerate(world.phrases):
        rows = np.flatnonzero((world.clustering.interest == number) & world.clustering.core)
        if not any(one.name.lower() in clean_text(world.texts[row]).lower() for row in rows):
            print(f"  “{one.name}” does not occur in its posts")
    for old, new in list(zip(world.keywords, world.phrases, strict=True))[:show]:
        print(f"    {old.name:36} → {new.name} — {', '.join(new.also)}")


if __name__ == "__main__":
    main()
