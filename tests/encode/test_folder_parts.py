"""What is told of a folder before its weights are read; there are none in these."""

import pytest

from interestlab.encode.folder import FolderEncoder
from interestlab.encode.folder_parts import FolderParts, damage, read_parts
from interestlab.errors import EncoderUnavailable
from tests.model_folders import write

KIND = "sentence_transformers.models."
POOLED = ["Transformer", "Pooling"]
CHAT = "it wraps every text in a template for chats"


def folder_of(place, kinds=None, **files):
    """A folder of these modules, each in its own subfolder, the first at the top; files by their names without .json."""
    if kinds is not None:
        paths = ["", *(f"{at}_{kind}" for at, kind in enumerate(kinds[1:], 1))]
        write(place / "modules.json", [{"path": path, "type": KIND + kind} for path, kind in zip(paths, kinds, strict=True)])
        for path in paths[1:]:
            (place / path).mkdir()
    for name, content in files.items():
        write(place / f"{name}.json", content)
    return place


def told(folder):
    return read_parts(folder, "mine")


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, FolderParts("mean")),
        ({"pooling_mode": "cls"}, FolderParts("cls")),
        ({"pooling_mode": ["lasttoken"]}, FolderParts("last")),
        ({"pooling_mode_lasttoken": True}, FolderParts("last")),
        ({"pooling_mode": "mean", "pooling_mode_cls_token": True}, FolderParts("mean")),  # the new key counts
        ({"pooling_mode_max_tokens": False, "pooling_mode_mean_tokens": True}, FolderParts("mean")),
        (
            {"pooling_mode": "weightedmean"},
            FolderParts(None, "its vectors are made by weighted mean pooling"),
        ),
        (
            {"pooling_mode_mean_sqrt_len_tokens": True, "pooling_mode_max_tokens": True},
            FolderParts(None, "its vectors join max and mean-sqrt pooling"),
        ),
    ],
)
def test_poolings_of_today_and_of_old(tmp_path, settings, expected):
    folder = folder_of(tmp_path, POOLED)
    write(folder / "1_Pooling" / "config.json", settings)
    assert told(folder) == expected


@pytest.mark.parametrize(
    ("kinds", "why"),
    [
        (["StaticEmbedding", "Normalize"], "table of vectors"),
        (["Router"], "first module is Router"),
        (["WordEmbeddings", "Pooling"], "first module is WordEmbeddings"),
        (["Transformer", "CNN", "Pooling"], "module CNN changes"),
        (["Transformer", "Pooling", "Dense"], "module Dense changes"),
        (["Transformer", "Normalize", "Pooling"], "not followed by one pooling"),
        (["Transformer"], "not followed by one pooling"),
        ([*POOLED, "Dropout", "Normalize"], ""),
    ],
)
def test_modules(tmp_path, kinds, why):
    found = told(folder_of(tmp_path, kinds))
    assert (found.pool is None) == bool(why)
    assert why in found.no_attention


@pytest.mark.parametrize(
    ("name", "settings", "why"),
    [
        ("sentence_bert_config", {"max_seq_length": 128}, ""),
        ("sentence_roberta_config", {"transformer_task": "fill-mask"}, "something else than a vector"),
        ("sentence_bert_config", {"modality_config": {"message": {}}}, CHAT),
        (
            "sentence_bert_config",
            {"modality_config": {"text": {"method": "forward", "method_output_name": "pooler_output"}}},
            "something else than a vector",
        ),
        ("sentence_bert_config", {"query_length": 32}, "queries and documents differently"),
        ("config_sentence_transformers", {"model_type": "SparseEncoder"}, ""),  # read as if it had no modules
        ("config_sentence_transformers", {"truncate_dim": 64}, "cut to 64 numbers"),
        ("config_sentence_transformers", {"truncate_dim": 500}, ""),
    ],
)
def test_settings_of_the_transformer_and_of_the_whole(tmp_path, name, settings, why):
    folder = folder_of(tmp_path, POOLED, **{name: settings})
    write(folder / "1_Pooling" / "config.json", {"word_embedding_dimension": 384})
    found = told(folder)
    assert (found.pool is None) == bool(why)
    assert why in found.no_attention


@pytest.mark.parametrize(
    ("prompts", "default", "left_out"),
    [({"query": "q"}, None, True), ({"a": "x"}, "a", True), ({"a": "x"}, None, False), ({"query": ""}, "query", False)],
)
def test_a_prompt_that_pooling_leaves_out(tmp_path, prompts, default, left_out):
    own = {"prompts": prompts, "default_prompt_name": default}
    folder = folder_of(tmp_path, POOLED, config_sentence_transformers=own)
    write(folder / "1_Pooling" / "config.json", {"include_prompt": False})
    assert (told(folder).no_attention == "its pooling leaves out the prompt") is left_out


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"config": {"architectures": ["BertModel"]}}, FolderParts("mean")),
        ({"config": {}}, FolderParts("mean")),
        ({"config": {"architectures": ["GPT2LMHeadForCausalLM"]}}, FolderParts("last")),
        ({"config": {"architectures": ["QwenForCausalLM"], "is_causal": False}}, FolderParts("mean")),
        ({"config": {}, "tokenizer_config": {"chat_template": "{{ }}"}}, FolderParts(None, CHAT)),
    ],
)
def test_transformers_alone(tmp_path, files, expected):
    assert told(folder_of(tmp_path, **files)) == expected


def test_what_is_damaged_is_named(tmp_path):
    folder = folder_of(tmp_path, POOLED, config={})
    assert damage(folder) == ""
    (folder / "1_Pooling" / "config.json").write_text("{")
    assert damage(folder).startswith("1_Pooling/config.json of the model folder is damaged: ")
    with pytest.raises(EncoderUnavailable, match=r"config\.json of the model folder is damaged"):
        told(folder)
    write(folder / "1_Pooling" / "config.json", {"pooling_mode": 3})
    with pytest.raises(EncoderUnavailable, match=r"The settings in “mine” are not as sentence-transformers writes them\."):
        told(folder)


def test_pages_are_told_what_is_known_and_nothing_stops_them(tmp_path):
    known = folder_of(tmp_path, ["StaticEmbedding"])
    info = FolderEncoder(str(known)).info
    assert (info.name, info.shows_attention) == (str(known), False)
    assert "table of vectors" in info.no_attention
    for unknown in (str(tmp_path / "nowhere"), "some/model-never-fetched"):
        assert FolderEncoder(unknown).info.shows_attention  # loading tells
