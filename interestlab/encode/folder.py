"""Any sentence-transformers or transformers folder, or a hub id where the hub can be reached."""

import json
from pathlib import Path
from typing import Any

from interestlab.encode.protocol import EncoderInfo, Pool
from interestlab.encode.transformer import Recipe, TransformerEncoder, file_sha256
from interestlab.errors import EncoderUnavailable

_NEEDED = ["config.json", "tokenizer.json", "*.safetensors", "modules.json", "*/config.json", "sentence_bert_config.json",
           "tokenizer_config.json", "special_tokens_map.json", "config_sentence_transformers.json"]  # fmt: skip


class FolderEncoder:
    """An encoder by the path of its folder or by its hub id ("sentence-transformers/all-MiniLM-L6-v2")."""

    def __init__(self, source: str) -> None:
        self._source = source
        self.info = EncoderInfo(
            name=source, title=source, languages=(), source=source, shows_attention=True, texts_per_second=100.0
        )

    def fingerprint(self) -> str:
        """Digest of the weights where they are on this machine, else the hub id alone."""
        weights = Path(self._source).expanduser() / "model.safetensors"
        return f"{self._source} {file_sha256(weights) if weights.exists() else ''}"

    def load(self) -> TransformerEncoder:
        """Reads the folder; asks the hub only where the id is no folder and is not in the hub's cache."""
        path = Path(self._source).expanduser()
        folder = path if path.is_dir() else _from_hub(self._source)
        for name in ("config.json", "tokenizer.json"):
            if not (folder / name).exists():
                raise EncoderUnavailable(f"“{self._source}” has no {name}; a folder saved by sentence-transformers has one.")
        return TransformerEncoder(folder, _recipe(folder))


def _from_hub(name: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError, RepositoryNotFoundError

    try:
        return Path(snapshot_download(name, allow_patterns=_NEEDED))
    except HFValidationError as error:
        raise EncoderUnavailable(f"There is no encoder “{name}”, and no folder of that name.") from error
    except RepositoryNotFoundError as error:
        raise EncoderUnavailable(f"The hub knows no model “{name}”; check its spelling.") from error
    except (LocalEntryNotFoundError, HfHubHTTPError, OSError) as error:
        raise EncoderUnavailable(
            f"The hub cannot be reached and “{name}” is not on this machine; give a folder, or use minilm or multilingual."
        ) from error


def _recipe(folder: Path) -> Recipe:
    """Pooling, length and prefixes as the folder's own files say; mean pooling and the model's length where they do not."""
    modules: list[dict[str, Any]] = _read(folder / "modules.json") or []
    pooling = next((m["path"] for m in modules if str(m.get("type", "")).endswith("Pooling")), "1_Pooling")
    settings: dict[str, Any] = _read(folder / pooling / "config.json") or {}
    config: dict[str, Any] = _read(folder / "config.json") or {}
    sentence: dict[str, Any] = _read(folder / "sentence_bert_config.json") or {}
    positions = int(config.get("max_position_embeddings") or 512)
    longest = min(int(sentence.get("max_seq_length") or positions), positions, 8192)
    pool: Pool = "mean"
    if settings.get("pooling_mode_cls_token"):
        pool = "cls"
    elif settings.get("pooling_mode_lasttoken"):
        pool = "last"
    prompts = (_read(folder / "config_sentence_transformers.json") or {}).get("prompts") or {}
    document = str(prompts.get("document") or prompts.get("passage") or "")
    return Recipe(longest, pool, document, str(prompts.get("query") or ""))


def _read(path: Path) -> Any:
    if not path.exists():
        return None
    try:
        return json.loads(path.read_text("utf-8"))
    except json.JSONDecodeError as error:
        raise EncoderUnavailable(f"{path.name} of the model folder is damaged: {error}.") from error
