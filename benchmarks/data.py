"""The real data sets with gold labels, beside the project; their rows in the order of the files."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

DATA = Path(__file__).parents[1] / ".." / "shared" / "data"


@dataclass(frozen=True)
class GoldSet:
    """A file with texts and a gold label each."""

    file: str
    encoder: str
    columns: tuple[str, ...] = ("text",)


GOLD = {
    "agnews": GoldSet("gold_labels/agnews4_test.parquet", "minilm"),
    "reddit": GoldSet("reddit_top_topics/posts.parquet", "minilm", ("title", "text")),
    "news": GoldSet("newsgroups20/posts.parquet", "minilm", ("title", "text")),
    "zh": GoldSet("gold_labels/shopping_zh_A_dev.parquet", "multilingual"),
}


def need_data() -> Path:
    """The folder of the data sets; ends the program with a sentence where it is absent."""
    if not DATA.is_dir():
        raise SystemExit(f"The data sets are not at {DATA}; this benchmark needs them.")
    return DATA.resolve()


def gold_texts(name: str) -> tuple[list[str], NDArray[np.intp]]:
    """Texts (title and body joined by a line break) and the number of each text's gold label."""
    gold = GOLD[name]
    table = pd.read_parquet(need_data() / gold.file)
    parts = [table[column].fillna("").astype("str") for column in gold.columns]
    texts = parts[0]
    for part in parts[1:]:
        texts = texts.str.cat(part, sep="\n")
    labels = pd.factorize(table["label"])[0].astype(np.intp)
    return [str(text).strip() for text in texts], labels
