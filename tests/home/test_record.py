"""All that is known of a post, held against plain arithmetic on the sample."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from interestlab.home import AnalysisRequest, Home, Upload, analyze
from interestlab.home.record import NEAREST, OtherColumn, centres_of, links_of, record_of
from interestlab.sample import sample_csv

AGAIN = "The very same words about rye bread and its crust."


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    """The sample with two copies of one text at its end, and columns of its own."""
    rows = pd.read_csv(pd.io.common.BytesIO(sample_csv())).head(400).assign(page="", score=range(400))
    copies = rows.tail(2).assign(text=AGAIN, page="https://example.org/post?id=1")
    data = pd.concat([rows, copies]).to_csv(index=False).encode()
    workspace = Home(tmp_path_factory.mktemp("home")).create("records")
    request = AnalysisRequest(Upload("posts.csv", workspace.store.add_upload(data)), encoder="hashing")
    analyze(workspace, workspace.add_run(request))
    return workspace.need_result()


@pytest.fixture(scope="module")
def centres(result):
    return centres_of(result)


def test_a_record_holds_the_row_as_it_stands_in_the_file(result, centres):
    row = result.corpus.contents.iloc[7]
    record = record_of(result, 7, centres)
    assert (record.post, record.text, record.source_row) == (7, row["text"], row["source_row"])
    assert (record.person, record.item, record.label) == (row["user_id"], row["item_id"], row["label"])
    assert record.time == row["timestamp"]
    assert OtherColumn("score", row["extra.score"]) in record.columns
    assert "page" not in {one.name for one in record.columns}  # it is empty there


def test_its_interest_comes_first_then_the_nearest_others_by_cosine(result, centres):
    vectors, found = np.asarray(result.embedding.vectors, np.float64), result.map
    post = int(np.flatnonzero(np.asarray(found.interest) >= 0)[0])
    record = record_of(result, post, centres)
    mean = vectors.mean(axis=0)
    cosines = []
    for number in range(found.count):
        core = vectors[np.asarray(found.clustering.core) & (np.asarray(found.interest) == number)].mean(axis=0)
        centre, own = core / np.linalg.norm(core) - mean, vectors[post] - mean
        cosines.append(centre @ own / np.linalg.norm(centre) / np.linalg.norm(own))
    others = [int(i) for i in np.argsort(cosines)[::-1] if i != found.interest[post]]
    assert [one.number for one in record.interests] == [int(found.interest[post]), *others[:3]]
    assert [one.cosine for one in record.interests] == pytest.approx(
        [cosines[one.number] for one in record.interests], abs=1e-4
    )
    assert record.membership == pytest.approx(float(found.clustering.strength[post]))


def test_without_a_clear_interest_the_nearest_stand_alone(result, centres):
    clustering = result.map.clustering
    interest, core = np.array(clustering.interest), np.array(clustering.core)
    interest[5], core[5] = -1, False
    unclear = SimpleNamespace(clustering=replace(clustering, interest=interest, core=core))
    shown = {"corpus": result.corpus, "embedding": result.embedding, "map": unclear, "by_hand": result.by_hand}
    record = record_of(SimpleNamespace(**shown), 5, centres)
    assert (record.interest, record.in_core, len(record.interests)) == (-1, False, min(3, result.map.count))


def test_the_nearest_posts_are_those_of_the_largest_dot_products(result, centres):
    vectors = np.asarray(result.embedding.vectors, np.float64)
    record = record_of(result, 3, centres)
    product = vectors @ vectors[3]
    texts = result.corpus.contents["text"]
    product[(texts == texts.iloc[3]).to_numpy()] = -2
    best = np.sort(product)[::-1][:NEAREST]
    assert [one.cosine for one in record.nearest] == pytest.approx(best.tolist(), abs=1e-5)
    assert 3 not in {one.number for one in record.nearest}


def test_copies_are_named_apart_from_what_is_near(result, centres):
    first, second = np.flatnonzero((result.corpus.contents["text"] == AGAIN).to_numpy()).tolist()
    record = record_of(result, first, centres)
    assert record.copies == (second,)
    assert second not in {one.number for one in record.nearest}
    assert [one.name for one in links_of(record.columns)] == ["page"]


@pytest.mark.parametrize(("value", "is_link"), [
    ("https://example.org/a", True), ("http://example.org", True), ("javascript:alert(1)", False), ("www.example.org", False),
    ("see https://example.org", False), ("https://example.org and more", False), ("data:text/html,x", False), ("", False),
])  # fmt: skip
def test_only_a_whole_address_of_the_web_is_a_link(value, is_link):
    assert bool(links_of([OtherColumn("page", value)])) == is_link
