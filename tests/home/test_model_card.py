"""The model card says what the training says, and names of strangers stay text."""

import time

import pytest

from interestlab.classify.labels import HandLabel, text_digest
from interestlab.home.labels import Labels, load_snapshot
from interestlab.home.model_card import model_card
from interestlab.questions.opened import OpenRun
from interestlab.questions.question import silent
from interestlab.studies.train import TrainClassifier


def card_of(workspace, *, judged):
    labels, result = Labels(workspace), workspace.need_result()
    gold = result.corpus.contents["label"].tolist()
    names = {name: f"{name} [x](//evil)" if name == "jazz" else name for name in sorted(set(gold))}
    scheme = labels.add_scheme(
        "<b>Topics</b>", {shown: "What is played." if "jazz" in shown else "" for shown in names.values()}
    )
    ids = {one.name: one.id for one in scheme.classes}
    said = [
        HandLabel(text_digest(text), ids[names[gold[row]]], "ada", time.time(), judging=judged and row % 5 == 4)
        for row, text in enumerate(result.corpus.texts[:150])
    ]
    labels.add(scheme.id, said)
    digest = labels.snapshot(scheme.id)
    trained = TrainClassifier(digest, "centroid").answer(OpenRun.of(result), silent)
    return trained, model_card(result, trained, labels.scheme(scheme.id), load_snapshot(workspace, digest))


@pytest.mark.parametrize("judged", [True, False])
def test_the_card_has_the_figures_of_the_training(workspace, judged):
    trained, card = card_of(workspace, judged=judged)
    assert card.startswith("# \\<b\\>Topics\\</b\\>\n")
    assert "](//evil)" not in card
    assert "What is played." in card
    assert f"{sum(trained.taught):,} labelled texts" in card
    assert trained.labels in card
    assert "`centroid`" in card
    assert f"{1 - trained.applied.known.mean():.1%} of all texts" in card
    if judged:
        assert f"Right on {trained.right.percent()} of" in card
        assert trained.base.percent() in card
        assert "Calibrated on" in card
    else:
        assert "It is not known: no text that was drawn at random" in card
        assert "not drawn at random" in card
