"""Model folders of every kind: their vectors are those of sentence-transformers, and what cannot be looked into says so."""

import json

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import Dense, Normalize
from sentence_transformers.sentence_transformer.modules import Dropout, LayerNorm, StaticEmbedding, WordWeights

from interestlab.attention.forward import unit_vectors
from interestlab.attention.tokens import tokenize
from interestlab.encode.folder import FolderEncoder
from interestlab.encode.protocol import Closed, Inspectable, Tokenizes
from interestlab.errors import EncoderUnavailable
from interestlab.testing.encoders import check_encoder
from tests.model_folders import copy, pooling, write

TEXTS = [
    "Tomatoes grow in the sun.",
    " a\n",
    "Which opening do you play against the Sicilian defence?",
    "短句 and Ünïcode, CAPITALS & ☃",
    "the word " * 200,
    "line one\nline two\twith a tab, and some more words so that shorter texts of the batch are padded",
]
PROMPTS = {"query": "query: ", "document": "passage: ", "clustering": "sort this text: "}
FLAGS = {"word_embedding_dimension": 384, "pooling_mode_mean_tokens": False}


@pytest.fixture(autouse=True, scope="module")
def _one_thread():
    """Two layers are so little work that threads wait for each other longer than they take, more so on a busy machine."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def dense(**options):
    torch.manual_seed(1)
    return Dense(384, 48, **options)


def layer_norm():
    torch.manual_seed(2)
    made = LayerNorm(384)
    torch.nn.init.normal_(made.norm.weight, 1, 0.3)
    return made


def weighted(folders):
    words = list(folders.transformer.tokenizer.get_vocab())
    return WordWeights(words, {word: 0.05 + 0.1 * (at % 9) for at, word in enumerate(words)})


# What stands behind the transformer, what the folder sets, and what it says where attention/ cannot split it.
KINDS = {
    "mean": ([pooling()], {}, ""),
    "mean, normalised": ([pooling(), Normalize()], {}, ""),
    "mean, list": ([pooling(["mean"])], {}, ""),
    "CLS": ([pooling("cls")], {}, ""),
    "last token": ([pooling("lasttoken"), Normalize()], {}, ""),
    "dropout": ([pooling(), Dropout(0.3)], {}, ""),
    "max": ([pooling("max")], {}, "made by max pooling"),
    "weighted mean": ([pooling("weightedmean")], {}, "made by weighted mean pooling"),
    "mean-sqrt": ([pooling("mean_sqrt_len_tokens"), Normalize()], {}, "made by mean-sqrt pooling"),
    "two poolings": ([pooling(["mean", "max"])], {}, "join mean and max pooling"),
    "three poolings": ([pooling(["cls", "lasttoken", "mean"])], {}, "join CLS, last-token and mean pooling"),
    "old CLS": ([("Pooling", FLAGS | {"pooling_mode_cls_token": True})], {}, ""),
    "old max": ([("Pooling", FLAGS | {"pooling_mode_max_tokens": True}), Normalize()], {}, "made by max pooling"),
    "old without a flag": ([("Pooling", {"word_embedding_dimension": 384})], {}, ""),
    "old two": (
        [("Pooling", FLAGS | {"pooling_mode_mean_tokens": True, "pooling_mode_cls_token": True})],
        {},
        "join CLS and mean pooling",
    ),
    "dense": ([pooling(), dense()], {}, "its module Dense changes"),
    "dense without bias": (
        [pooling("cls"), dense(bias=False, activation_function=torch.nn.GELU()), Normalize()],
        {},
        "its module Dense changes",
    ),
    "layer norm": ([pooling(), layer_norm()], {}, "its module LayerNorm changes"),
    "default prompt": ([pooling()], {"prompts": PROMPTS, "default_prompt_name": "document"}, ""),
    "other default prompt": ([pooling("cls")], {"prompts": PROMPTS, "default_prompt_name": "clustering"}, ""),
    "prompts without a default": ([pooling()], {"prompts": PROMPTS}, ""),
    "prompt left out": (
        [pooling(include_prompt=False)],
        {"prompts": PROMPTS, "default_prompt_name": "clustering"},
        "leaves out the prompt",
    ),
    "no prompt to leave out": ([pooling(include_prompt=False)], {}, ""),
    "cut": ([pooling(), Normalize()], {"truncate_dim": 100}, "cut to 100 numbers"),
    "cut at its end": ([pooling()], {"truncate_dim": 384}, ""),
}


def cosines(one, other):
    one, other = np.asarray(one, float), np.asarray(other, float)
    return (one * other).sum(axis=1) / np.linalg.norm(one, axis=1) / np.linalg.norm(other, axis=1)


def assert_same(folder, texts=TEXTS):
    """The loaded encoder, whose vectors are those of sentence-transformers."""
    loaded, peer = FolderEncoder(str(folder)).load(), SentenceTransformer(str(folder), device="cpu")
    for mine, theirs in (
        (loaded.encode(texts), peer.encode(texts)),
        (loaded.encode(texts, role="query"), peer.encode_query(texts)),
        (np.vstack([loaded.encode([text]) for text in texts]), peer.encode(texts)),
    ):
        assert mine.shape == (len(texts), loaded.dimension) == theirs.shape
        assert np.abs(np.linalg.norm(mine, axis=1) - 1).max() < 1e-5
        assert cosines(mine, theirs).min() > 0.99999
    return loaded


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_folder_is_what_sentence_transformers_makes_of_it(model_folders, kind):
    modules, settings, why = KINDS[kind]
    folder = model_folders.folder(kind.replace(" ", "-"), *modules, **settings)
    loaded, info = assert_same(folder), FolderEncoder(str(folder)).info
    assert isinstance(loaded, Tokenizes)
    assert loaded.tokens(TEXTS).truncated.tolist() == [False, False, False, False, True, False]
    assert isinstance(loaded, Inspectable) == info.shows_attention == (not why)
    if why:
        assert isinstance(loaded, Closed)
        assert why in loaded.no_attention == info.no_attention
        return
    inspection = loaded.inspect()
    for text, vector in zip(TEXTS, loaded.encode(TEXTS), strict=True):
        tokens = tokenize(inspection, text)
        with torch.no_grad():
            assert vector @ unit_vectors(inspection, torch.tensor(tokens.ids[None])).numpy()[0] > 0.99999


def test_word_weights_between_transformer_and_pooling(model_folders):
    folder = model_folders.folder("word-weights", weighted(model_folders), pooling())
    assert "WordWeights" in assert_same(folder).no_attention
    assert not FolderEncoder(str(folder)).info.shows_attention


def test_a_table_of_word_vectors(model_folders):
    inside = model_folders.transformer
    table = StaticEmbedding(inside.tokenizer, embedding_weights=inside.model.embeddings.word_embeddings.weight.detach())
    folder = model_folders.of_modules("static", table, Normalize())
    long = "The first of many words. " + "sun " * 9_000 + "moon " * 9_000  # no limit: every word of it counts
    loaded = assert_same(folder, [*TEXTS, long])
    assert not isinstance(loaded, Inspectable | Tokenizes)
    assert loaded.no_attention == "it looks its words up in a table of vectors and has no attention"
    assert loaded.encode(["", "sun"])[0, 0] == 1  # a text without a word has a place, too


def test_a_transformer_in_a_subfolder(model_folders):
    folder = model_folders.folder("subfolder", pooling("cls"), inside="0_Transformer")
    assert isinstance(assert_same(folder), Inspectable)


def test_transformers_alone(model_folders):
    loaded = assert_same(model_folders.plain)
    assert loaded.inspect().pool == "mean"


def test_shards(model_folders, tmp_path):
    folder = copy(model_folders.folder("cls", pooling("cls")), tmp_path / "shards")
    (folder / "model.safetensors").unlink()
    model_folders.transformer.model.save_pretrained(folder, max_shard_size="10MB")
    assert len(list(folder.glob("model-*.safetensors"))) > 2
    assert isinstance(assert_same(folder), Inspectable)

    next(iter(sorted(folder.glob("model-*.safetensors")))).unlink()
    refused(folder, "cannot be read")


def test_weights_as_pytorch_wrote_them(model_folders, tmp_path):
    folder = copy(model_folders.folder("dense-bin", pooling(), dense()), tmp_path / "bin")
    for weights in (folder / "model.safetensors", folder / "2_Dense" / "model.safetensors"):
        torch.save(load_file(weights), weights.with_name("pytorch_model.bin"))
        weights.unlink()
    assert_same(folder)


@pytest.mark.parametrize("longest", [12, 500])
def test_the_folder_s_length_and_lower_case(model_folders, tmp_path, longest):
    folder = copy(model_folders.folder("mean", pooling()), tmp_path / "cut")
    tokenizer = json.loads((folder / "tokenizer.json").read_text("utf-8"))
    tokenizer["normalizer"]["lowercase"] = False
    write(folder / "tokenizer.json", tokenizer)
    write(folder / "sentence_bert_config.json", {"max_seq_length": longest, "do_lower_case": True})
    loaded = assert_same(folder)
    assert loaded.inspect().max_tokens == longest
    assert loaded.tokens(["WORD " * 30]).truncated.tolist() == [longest == 12]
    assert np.array_equal(loaded.encode(["SUN"]), loaded.encode(["sun"]))
    write(folder / "sentence_bert_config.json", {"max_seq_length": longest, "do_lower_case": False})
    assert assert_same(folder).digest != loaded.digest


@pytest.mark.parametrize(("dtype", "nearest"), [(torch.float16, 0.99999), (torch.bfloat16, 0.9999)])
def test_half_precision(model_folders, tmp_path, dtype, nearest):
    folder = copy(model_folders.folder("mean", pooling()), tmp_path / "half")
    weights = {name: value.to(dtype) for name, value in load_file(folder / "model.safetensors").items()}
    (folder / "model.safetensors").unlink()
    save_file(weights, folder / "model.safetensors", {"format": "pt"})
    config = json.loads((folder / "config.json").read_text("utf-8"))
    write(folder / "config.json", config | {"dtype": str(dtype).removeprefix("torch.")})

    loaded, peer = FolderEncoder(str(folder)).load(), SentenceTransformer(str(folder), device="cpu")
    assert peer.dtype == dtype
    assert cosines(loaded.encode(TEXTS), peer.encode(TEXTS)).min() > 0.99999
    inspection = loaded.inspect()
    assert inspection.model.dtype == torch.float32
    with torch.no_grad():
        own = unit_vectors(inspection, torch.tensor(tokenize(inspection, TEXTS[0]).ids[None])).numpy()
    assert cosines(own, peer.encode(TEXTS[:1]))[0] > nearest


@pytest.mark.parametrize("name", ["max", "mean"])
def test_the_contract_of_encoders(model_folders, name):
    check_encoder(lambda: FolderEncoder(str(model_folders.folder(name, pooling(name)))))


def refused(folder, match):
    """One sentence, whatever is wrong."""
    with pytest.raises(EncoderUnavailable, match=match) as caught:
        FolderEncoder(str(folder)).load()
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")


OWN = "config_sentence_transformers.json"
BROKEN = {  # the file, what becomes of it (None = it goes; a string = its content; else its JSON), and what is said
    "no weights": ("model.safetensors", None, "cannot be read"),
    "weights that are none": ("model.safetensors", "GGUF", "cannot be read"),
    "modules that are no JSON": ("modules.json", "{", r"modules\.json of the model folder is damaged"),
    "modules that are no list": ("modules.json", {}, "is damaged: it is not a list"),
    "modules without a kind": ("modules.json", [{"path": ""}], "does not say what each module is"),
    "modules outside": ("modules.json", [{"path": "../x", "type": "sentence_transformers.models.Pooling"}], "cannot be read"),
    "pooling that is no JSON": ("1_Pooling/config.json", "[1,", r"config\.json of the model folder is damaged"),
    "pooling that nobody knows": ("1_Pooling/config.json", pooling("sum")[1], "Invalid pooling mode: 'sum'"),
    "a tokenizer that is no JSON": ("tokenizer.json", "{", r"tokenizer\.json of the model folder is damaged"),
    "no tokenizer": ("tokenizer.json", None, "no file gives the words of its tokenizer"),
    "a configuration that is no JSON": ("config.json", "no", r"config\.json of the model folder is damaged"),
    "prompts that are a list": (OWN, {"prompts": ["a"]}, "its settings have another form"),
    "a default prompt that there is not": (OWN, {"default_prompt_name": "x"}, "Default prompt name 'x' not found"),
    "a cut to nothing": (OWN, {"truncate_dim": 0}, "vectors of no numbers"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_folder_is_one_sentence(model_folders, tmp_path, what):
    folder = copy(model_folders.folder("mean", pooling()), tmp_path / "broken")
    name, content, said = BROKEN[what]
    if isinstance(content, str) or content is None:
        (folder / name).unlink()
    if isinstance(content, str):
        (folder / name).write_text(content, "utf-8")
    elif content is not None:
        write(folder / name, content)
    refused(folder, said)


def test_a_layer_without_weights_is_not_left_to_chance(model_folders, tmp_path):
    folder = copy(model_folders.folder("max", pooling("max")), tmp_path / "lacking")
    weights = load_file(folder / "model.safetensors")
    del weights["encoder.layer.1.output.dense.weight"]
    (folder / "model.safetensors").unlink()
    save_file(weights, folder / "model.safetensors", {"format": "pt"})
    refused(folder, r"the weights lack encoder\.layer\.1\.output\.dense\.weight\.")


@pytest.mark.parametrize("asked", ["modules", "configuration", "tokenizer"])
def test_code_of_the_folder_is_not_run(model_folders, tmp_path, asked):
    folder = copy(model_folders.folder("mean", pooling()), tmp_path / "code")
    (folder / "custom.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\nclass Custom: ...\n")
    name = {"modules": "modules.json", "configuration": "config.json", "tokenizer": "tokenizer_config.json"}[asked]
    settings = json.loads((folder / name).read_text("utf-8"))
    if asked == "modules":
        settings[0]["type"] = "custom.Custom"
    else:
        settings["auto_map"] = {"AutoModel": "custom.Custom", "AutoConfig": "custom.Custom"}
    write(folder / name, settings)
    refused(folder, "asks to run program code of its own .*, which is not done here")
    assert not (tmp_path / "ran").exists()


def test_a_hub_id_is_read_from_the_cache(model_folders, tmp_path, monkeypatch):
    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_CACHE", str(tmp_path))
    place, commit = tmp_path / "models--some--model", "0123456789abcdef0123456789abcdef01234567"
    (place / "refs").mkdir(parents=True)
    (place / "refs" / "main").write_text(commit)
    folder = copy(model_folders.folder("max", pooling("max")), place / "snapshots" / commit)

    encoder = FolderEncoder("some/model")
    assert "max pooling" in encoder.info.no_attention
    before = encoder.fingerprint()
    loaded = encoder.load()
    assert cosines(loaded.encode(TEXTS), SentenceTransformer(str(folder), device="cpu").encode(TEXTS)).min() > 0.99999
    write(folder / "1_Pooling" / "config.json", pooling("mean")[1])
    assert FolderEncoder("some/model").fingerprint() != before

    (folder / "model.safetensors").unlink()  # fetched in part
    with pytest.raises(
        EncoderUnavailable, match=r"The model in some/model cannot be read: .* no file named model\.safetensors"
    ):
        FolderEncoder("some/model").load()
