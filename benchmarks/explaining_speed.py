"""How fast the exact explanation is: of one text on one core, of a pair on one and on all, of many beside encoding them on one.

    python -m benchmarks.explaining_speed --encoders minilm multilingual-e5

Texts have exactly the stated number of tokens. Rounds of explaining and encoding alternate; the share is that of the medians.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import torch
from numpy.typing import NDArray

from benchmarks.data import need_data
from interestlab.attention.decompose import check_affine, explain_towards, pair_matrix
from interestlab.attention.many import explain_all
from interestlab.attention.tokens import Tokens, tokenize
from interestlab.encode.protocol import TorchInspection
from interestlab.encode.run import find_encoder

FILE = "newsgroups20/posts.parquet"
ONE_TEXT = {20: 60, 256: 400}  # tokens: milliseconds that it may take
PAIR_TOKENS, PAIR_SECONDS = 20, 0.3
SHARE = 0.4


def main() -> None:
    """Prints a line a measurement."""
    parser = argparse.ArgumentParser(description="Speed of explaining, on one core.")
    parser.add_argument("--encoders", nargs="+", default=["minilm", "multilingual-e5"])
    parser.add_argument("--texts", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    cores = torch.get_num_threads()
    torch.set_num_threads(1)
    texts = pd.read_parquet(need_data() / FILE, columns=["text"])["text"].astype(str).sample(2_000, random_state=0).tolist()
    for name in options.encoders:
        loaded: Any = find_encoder(name).load()
        inspection = loaded.inspect()
        check_affine(inspection)
        target = np.asarray(loaded.encode(["A bicycle race"])[0])
        print(name)
        for tokens, bar in ONE_TEXT.items():
            one = _of_length(inspection, texts, tokens)
            taken = 1_000 * _seconds(partial(explain_towards, inspection, one, target), options.rounds)
            print(f"  one text of {tokens} tokens: {taken:.0f} ms (bar {bar})", flush=True)
        one = _of_length(inspection, texts, PAIR_TOKENS)
        taken = _seconds(partial(pair_matrix, inspection, one, one), options.rounds)
        torch.set_num_threads(cores)
        shared = _seconds(partial(pair_matrix, inspection, one, one), options.rounds)
        torch.set_num_threads(1)
        where = f"{shared:.2f} s on {cores} cores (bar {PAIR_SECONDS})"
        print(f"  a pair of {PAIR_TOKENS} tokens each: {taken:.2f} s; {where}", flush=True)
        for tokens in (20, 128):
            _share(loaded, inspection, texts, target, tokens, options)


def _share(loaded: Any, inspection: TorchInspection, texts: list[str], target: NDArray[Any], tokens: int, options: Any) -> None:
    """Explaining and encoding the same texts, cut to at most so many tokens."""
    cut = [_of_length(inspection, [text], tokens) for text in texts if len(tokenize(inspection, text)) >= tokens]
    short = [one.text[len(inspection.prefix) : int(one.spans.max())] for one in cut[: options.texts]]
    explaining, encoding = [], []
    for _ in range(options.rounds):
        explaining.append(_seconds(lambda: list(explain_all(inspection, short, target, most_tokens=10**6)), 1))
        encoding.append(_seconds(lambda: loaded.encode(short), 1))
    fast, slow = len(short) / statistics.median(encoding), len(short) / statistics.median(explaining)
    print(
        f"  {len(short)} texts of {tokens} tokens: explained {slow:.1f}/s, encoded {fast:.1f}/s, share {slow / fast:.0%} (bar "
        f"{SHARE:.0%})",
        flush=True,
    )


def _of_length(inspection: TorchInspection, texts: list[str], tokens: int) -> Tokens:
    """The first of the texts that is long enough, cut to exactly so many tokens."""
    return next(one for text in texts if len(one := tokenize(inspection, text, most_tokens=tokens)) == tokens)


def _seconds(call: Callable[[], Any], rounds: int) -> float:
    """Median over the rounds, after one that warms."""
    if rounds > 1:
        call()
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        call()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
