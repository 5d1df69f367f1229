"""Which method names what an encoder uses? Comprehensiveness of each against chance, on every set with text; and how fast.

    python -m benchmarks.explaining --sets hn news --texts 40

Each set is cut to 1,500 contents and mapped as the app does; texts are drawn from its interests, and explained towards the
middle of their own interest, alone and rather than the average content. Printed: the mean fall of that similarity when the
tokens that a method names are deleted, and its ratio to deleting random tokens, both with a 95 % interval over the
texts.
"""

import argparse
import tempfile
from pathlib import Path

import pandas as pd

from benchmarks.data import need_data
from interestlab.home.analysis import analyze
from interestlab.home.request import AnalysisRequest, Upload
from interestlab.home.workspace import Home, Result
from interestlab.intervals import Estimate, ratio
from interestlab.questions.explanation import AVERAGE
from interestlab.studies.methods import RANDOM, MethodFigures, TrialOfMethods, judged

CONTENTS = 1_500
SETS: dict[str, tuple[str, tuple[str, ...]]] = {  # file; encoders
    "hn": ("hackernews/posts.parquet", ("minilm",)),
    "news": ("newsgroups20/posts.parquet", ("minilm",)),
    "reddit": ("reddit_top_topics/posts.parquet", ("minilm",)),
    "agnews": ("gold_labels/agnews4_test.parquet", ("minilm",)),
    "movielens": ("movielens_small/movies.parquet", ("minilm",)),
    "zh": ("gold_labels/shopping_zh_A_dev.parquet", ("multilingual-e5", "multilingual")),
    "douban": ("douban_dmr/reviews.parquet", ("multilingual-e5", "multilingual")),
}


def main() -> None:
    """Prints one table a set and encoder."""
    parser = argparse.ArgumentParser(description="Faithfulness of every method on every set.")
    parser.add_argument("--sets", nargs="+", choices=tuple(SETS), default=list(SETS))
    parser.add_argument("--texts", type=int, default=40, help="explained in each set")
    options = parser.parse_args()
    data = need_data()
    for name in options.sets:
        file, encoders = SETS[name]
        for encoder in encoders:
            with tempfile.TemporaryDirectory() as home:
                result = _mapped(data / file, encoder, Path(home))
                _judge(name, result, options.texts)


def _mapped(file: Path, encoder: str, home: Path) -> Result:
    frame = pd.read_parquet(file)
    sample = frame.sample(min(4 * CONTENTS, len(frame)), random_state=0)
    text = next(name for name in ("text", "review", "title") if name in sample)
    sample = sample[sample[text].astype(str).str.len() > 10].head(CONTENTS)
    cut = home / "sample.parquet"
    sample.to_parquet(cut)
    workspace = Home(home).create("sample")
    upload = Upload(cut.name, workspace.store.add_upload(cut.read_bytes()))
    analyze(workspace, workspace.add_run(AnalysisRequest(upload, encoder=encoder)))
    return workspace.need_result()


def _judge(name: str, result: Result, count: int) -> None:
    for title, rather_than in (("towards", None), ("rather than average", AVERAGE)):
        found = judged(result, TrialOfMethods(count, rather_than), lambda done, total: None)
        if rather_than is None:
            print(f"\n{name}, {result.encoder['name']}: {found.comprehensiveness.shape[1]} texts", flush=True)
        for method in found.methods:
            times = _times_chance(found, method)
            shown = f"{times.value:.1f} [{times.low:.1f}, {times.high:.1f}]"
            print(f"  {title:20} {method:15} {found.mean(method)}  {shown} × random", flush=True)


def _times_chance(found: MethodFigures, method: str) -> Estimate:
    """Ratio of the means over the same texts; no number where random tokens lower nothing."""
    return ratio(found.comprehensiveness[found.methods.index(method)], found.comprehensiveness[found.methods.index(RANDOM)])


if __name__ == "__main__":
    main()
