"""Slates of all users as a table: the same as asked one by one, in batches, with odd names kept whole."""

import json
import shutil
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from interestlab.errors import Cancelled, InputError
from interestlab.home.steps import Silent
from interestlab.questions.backend import Backend
from interestlab.questions.kept import answer_and_keep
from interestlab.questions.opened import OpenRun
from interestlab.questions.question import silent
from interestlab.questions.recommenders import Ready
from interestlab.recommend import host
from interestlab.recommend.histories import histories_of
from interestlab.recommend.host import fit_recommender
from interestlab.recommend.judging.logged import LogColumns, Target, logged_feedback, support_of
from interestlab.recommend.options import ItemFilters, Reranking, SlateOptions
from interestlab.recommend.settings import make_recommender
from interestlab.recommend.slate import recommend
from interestlab.studies.everybody import SCHEMA, Everybody, write_all_slates, written_beside
from interestlab.testing.datasets import taste_dataset

SOFTLY = SlateOptions(k=4, policy="softmax", explore=0.4, seed=5)


@pytest.fixture(scope="module")
def ready():
    dataset = taste_dataset()
    names = ["=1+1", 'a "b", c\r\nd', *dataset.items.tolist()[2:]]
    return Ready(dataset, fit_recommender(dataset, make_recommender("item-knn")), tuple(names))


@pytest.fixture
def run_of_sample(analysed_home):
    return OpenRun.of(analysed_home.open("sample").need_result())


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(host, "CELLS", 36 * 7)  # seven people at once


def expected(ready):
    people = histories_of(ready.dataset, np.arange(len(ready.dataset.users)))
    return recommend(ready.dataset, ready.fitted, people, SOFTLY, names=ready.names)


def test_a_table_holds_each_slate_as_it_is_asked_for_alone(ready, small_batches, tmp_path):
    told = []
    found = write_all_slates(ready, SOFTLY, tmp_path / "all.parquet", lambda *counts: told.append(counts))
    file = pq.ParquetFile(tmp_path / "all.parquet")
    table = file.read().to_pandas()
    assert (found.people, found.rows, found.empty, found.fallbacks) == (60, len(table), {}, {})
    assert file.num_row_groups == len(told) - 1 == 9
    assert told[-1] == (60, 60)
    assert file.schema_arrow.equals(SCHEMA)
    for slate, (user, rows) in zip(expected(ready), table.groupby("user_id", sort=False), strict=True):
        assert (user, rows["rank"].tolist()) == (slate.user, [1, 2, 3, 4])
        for part, name in (("item_id", "item_id"), ("name", "item"), ("explored", "explored"), ("propensity", "propensity")):
            assert [getattr(item, part) for item in slate.items] == rows[name].tolist()
        assert np.allclose([item.score for item in slate.items], rows["score"])
    assert table["explored"].any()
    assert (table["propensity"] < 1).any()
    assert table["fallback"].isna().all()


def test_csv_is_the_same_table_and_no_formula(ready, small_batches, tmp_path):
    for form in ("csv", "parquet"):
        write_all_slates(ready, SOFTLY, tmp_path / f"all.{form}", Silent().progress)
    read, table = pd.read_csv(tmp_path / "all.csv", encoding="utf-8-sig"), pd.read_parquet(tmp_path / "all.parquet")
    assert list(read.columns) == list(table.columns) == SCHEMA.names
    assert set(table["item"]) >= set(ready.names[:2])
    assert read["item"].tolist() == ["'" + name if name.startswith("=") else name for name in table["item"]]
    assert read["item_id"].tolist() == table["item_id"].tolist()
    assert np.allclose(read["propensity"], table["propensity"])


def test_a_fallback_is_labelled(ready, tmp_path):
    matrix = ready.dataset.matrix.copy()
    matrix.data[matrix.indptr[3] : matrix.indptr[4]] = -1
    hates = replace(ready, dataset=replace(ready.dataset, matrix=matrix))
    write_all_slates(hates, SOFTLY, tmp_path / "all.parquet", Silent().progress)
    table = pd.read_parquet(tmp_path / "all.parquet")
    assert table.loc[table["fallback"].notna(), "user_id"].unique().tolist() == ["user03"]
    assert "likes none of" in table["fallback"].dropna().iloc[0]


def test_nothing_is_left_of_half_a_table(ready, small_batches, tmp_path):
    def stops(done, total):
        if done > 20:
            raise Cancelled("Stopped.")

    for form in ("csv", "parquet"):
        with pytest.raises(Cancelled):
            write_all_slates(ready, SOFTLY, tmp_path / f"all.{form}", stops)
    for wrong, words in (("all.xlsx", "ends in .parquet or .csv"), ("absent/all.csv", "cannot be written")):
        with pytest.raises(InputError, match=words):
            write_all_slates(ready, SOFTLY, tmp_path / wrong, Silent().progress)
    assert list(tmp_path.iterdir()) == []


def test_as_a_study(workspace):
    result = workspace.need_result()
    options = SlateOptions(k=3, filters=ItemFilters(muted=(0,)), reranking=Reranking("mmr", 0.3))
    study = Everybody(Backend("content", {"dislike": 0.5}), options=options, form="csv")
    assert Everybody.of(json.loads(json.dumps(study.settings()))) == study
    table = pd.read_csv(answer_and_keep(result, study, Silent()), encoding="utf-8-sig")
    assert table["user_id"].nunique() == len(result.corpus.users)
    assert table["rank"].max() == 3


def test_filters_hold_for_everybody(workspace):
    result = workspace.need_result()
    label = result.corpus.contents["label"].iloc[0]
    fitting = set(result.corpus.contents.loc[result.corpus.contents["label"] == label, "item_id"])
    options = SlateOptions(k=5, filters=ItemFilters(labels=(label,), repeats=True))
    table = pd.read_parquet(answer_and_keep(result, Everybody(Backend("popularity"), options=options), Silent()))
    assert set(table["item_id"]) <= fitting
    assert len(fitting) < len(result.corpus.items)
    seen = set(zip(result.corpus.events["user_id"], result.corpus.events["item_id"], strict=True))
    assert seen & set(zip(table["user_id"], table["item_id"], strict=True)), "what was liked may come again"


def test_an_answer_of_its_own_is_a_file(workspace):
    run = OpenRun.of(workspace.need_result())
    file = Everybody(Backend("popularity"), options=SlateOptions(k=2)).answer(run, silent)
    try:
        assert pd.read_parquet(file)["rank"].max() == 2
    finally:
        shutil.rmtree(file.parent)


@pytest.mark.parametrize(("options", "certain", "unknown", "words"), [
    (SlateOptions(k=3), 180, 0, "Every propensity is 1: nothing else could have been shown"),
    (SlateOptions(k=3, policy="ucb", explore=0.8), 180, 0, "Every propensity is 1: nothing else could have been shown"),
    (replace(SOFTLY, k=3), 0, 0, None),
    (SlateOptions(k=3, reranking=Reranking("fair-exposure", 1.0)), 0, 180, "180 of 180 rows have no propensity"),
])  # fmt: skip
def test_what_a_log_of_the_lists_could_be_used_for_is_said(ready, tmp_path, options, certain, unknown, words):
    found = write_all_slates(ready, options, tmp_path / "all.csv", Silent().progress)
    assert (found.rows, found.certain, found.unknown) == (180, certain, unknown)
    assert found.log_sentence is None if words is None else found.log_sentence.startswith(words)
    assert pd.read_csv(tmp_path / "all.csv")["propensity"].isna().sum() == unknown


def test_a_log_of_what_the_product_shows_is_recognised(ready, tmp_path):
    """Written, answered and uploaded again: greedy lists judge nobody, lists by softmax judge another policy."""
    verdicts = {}
    for name, options in (("greedy", SlateOptions(k=1)), ("softmax", replace(SOFTLY, k=1, explore=1.0))):
        write_all_slates(ready, options, tmp_path / f"{name}.csv", Silent().progress)
        table = pd.read_csv(tmp_path / f"{name}.csv", dtype=str).assign(reward="1")
        log = logged_feedback(table, LogColumns("item_id", "reward", "propensity", "user_id"))
        verdicts[name] = support_of(log, Target("uniform")).deterministic
    assert verdicts == {"greedy": 1.0, "softmax": 0.0}


def test_what_the_table_lacks_is_kept_beside_it(run_of_sample, tmp_path):
    nothing = Everybody(Backend("popularity"), options=SlateOptions(filters=ItemFilters(min_users=10_000)), form="csv")
    nothing.write(run_of_sample, tmp_path, silent)
    written = written_beside(nothing.load(tmp_path))
    assert written.rows == 0
    assert list(written.empty.values()) == [written.people]
    assert next(iter(written.empty)).startswith("Nothing to recommend: the filters leave no item")
