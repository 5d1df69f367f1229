"""What a model folder says of itself in its small files, read without torch.

`read_parts` answers for pages and commands, before any weight is read, whether attention/ can look into a model. It may be
wrong where a folder is of a kind that is not known here; what is true is found when the model is read (`proof.py`).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from interestlab.encode.folder_files import deciding_files
from interestlab.encode.protocol import Pool
from interestlab.errors import EncoderUnavailable

_POOLS: dict[str, Pool] = {"mean": "mean", "cls": "cls", "lasttoken": "last"}
_CALLED = {"cls": "CLS", "mean_sqrt_len_tokens": "mean-sqrt", "weightedmean": "weighted mean", "lasttoken": "last-token"}
_FLAGS = {  # of folders before sentence-transformers 6, in the order in which it joins them
    "pooling_mode_cls_token": "cls",
    "pooling_mode_max_tokens": "max",
    "pooling_mode_mean_tokens": "mean",
    "pooling_mode_mean_sqrt_len_tokens": "mean_sqrt_len_tokens",
    "pooling_mode_weightedmean_tokens": "weightedmean",
    "pooling_mode_lasttoken": "lasttoken",
}
_TRANSFORMER_FILES = [f"sentence_{kind}_config.json" for kind in
                      ("bert", "roberta", "distilbert", "camembert", "albert", "xlm-roberta", "xlnet")]  # fmt: skip
_HARMLESS = ("Normalize", "Dropout")  # change no direction of a vector once a model is trained
_LARGEST = 2_000_000  # bytes of a file of settings; beyond are vocabularies


@dataclass(frozen=True)
class FolderParts:
    """How a folder makes vectors, as far as attention/ asks."""

    pool: Pool | None  # how token vectors are pooled; None = in a way that attention/ does not split
    no_attention: str = ""  # then why, as a clause after “since”


def read_parts(folder: Path, called: str) -> FolderParts:
    """Raises EncoderUnavailable where a file that it reads is damaged, or the folder asks to run program code of its own.

    called: what the analyst calls the folder.
    """
    _refuse_code(folder, called)
    try:
        return _parts(folder)
    except (AttributeError, TypeError, ValueError, KeyError, IndexError) as error:
        raise EncoderUnavailable(f"The settings in “{called}” are not as sentence-transformers writes them.") from error


def _parts(folder: Path) -> FolderParts:
    own: dict[str, Any] = _read(folder / "config_sentence_transformers.json", {})
    modules: list[dict[str, Any]] = _read(folder / "modules.json", [])
    if not modules or own.get("model_type", "SentenceTransformer") != "SentenceTransformer":
        return _without_modules(folder)

    kinds = [_kind(module) for module in modules]
    if kinds[0] != "Transformer":
        return FolderParts(None, _first(kinds[0]))
    strange = next((kind for kind in kinds[1:] if kind not in ("Pooling", *_HARMLESS)), None)
    if strange is not None:
        return FolderParts(None, f"its module {strange} changes what its transformer gives")
    if kinds[1:].count("Pooling") != 1 or kinds[1] != "Pooling":
        return FolderParts(None, "its transformer is not followed by one pooling")

    why = _reading(folder / modules[0].get("path", ""))
    if why:
        return FolderParts(None, why)
    return _pooled(_read(folder / modules[1].get("path", "") / "config.json", {}), own)


def _refuse_code(folder: Path, called: str) -> None:
    """Raises EncoderUnavailable where the folder names classes of its own: code of strangers is never run here."""
    for module in _read(folder / "modules.json", []):
        if not isinstance(module, dict) or "type" not in module:
            raise EncoderUnavailable(f"modules.json of “{called}” is damaged: it does not say what each module is.")
        if not str(module["type"]).startswith("sentence_transformers."):
            raise _code(called, str(module["type"]))
    for path in deciding_files(folder):
        if path.suffix == ".json" and path.stat().st_size <= _LARGEST and b'"auto_map"' in (content := path.read_bytes()):
            try:
                named = json.loads(content)
            except ValueError:
                continue  # whoever needs it will say that it is damaged
            if isinstance(named, dict) and named.get("auto_map"):
                raise _code(called, f"auto_map in {path.relative_to(folder).as_posix()}")


def damage(folder: Path) -> str:
    """The first file of settings that is no JSON, and why; "" where all are."""
    for path in deciding_files(folder):
        if path.suffix == ".json":
            try:
                json.loads(path.read_text("utf-8"))
            except (ValueError, OSError) as error:
                return f"{path.relative_to(folder).as_posix()} of the model folder is damaged: {error}"
    return ""


def _code(called: str, named: str) -> EncoderUnavailable:
    return EncoderUnavailable(
        f"The model in “{called}” asks to run program code of its own ({named}), which is not done here; take one without."
    )


def _read(path: Path, otherwise: Any) -> Any:
    """A file of settings, of the same kind as `otherwise`, which stands for it where it is missing."""
    if not path.exists():
        return otherwise
    try:
        found = json.loads(path.read_text("utf-8"))
    except (ValueError, OSError) as error:
        raise EncoderUnavailable(f"{path.name} of the model folder is damaged: {error}.") from error
    if not isinstance(found, type(otherwise)):
        wanted = "a list" if isinstance(otherwise, list) else "an object"
        raise EncoderUnavailable(f"{path.name} of the model folder is damaged: it is not {wanted}.")
    return found


def _kind(module: Mapping[str, Any]) -> str:
    return str(module["type"]).rpartition(".")[2]


def _first(kind: str) -> str:
    if kind == "StaticEmbedding":
        return "it looks its words up in a table of vectors and has no attention"
    return f"its first module is {kind}, which is not one transformer"


def _without_modules(folder: Path) -> FolderParts:
    """As sentence-transformers takes a folder of transformers alone: mean pooling, or the last token of a language model."""
    if "chat_template" in _read(folder / "tokenizer_config.json", {}) or (folder / "chat_template.jinja").exists():
        return FolderParts(None, "it wraps every text in a template for chats")
    config: dict[str, Any] = _read(folder / "config.json", {})
    architecture = str((config.get("architectures") or [""])[0])
    return FolderParts("last" if architecture.endswith("ForCausalLM") and config.get("is_causal", True) else "mean")


def _reading(folder: Path) -> str:
    """Why the transformer in this folder is not read token by token as attention/ does; "" where it is."""
    found = (_read(folder / name, {}) for name in _TRANSFORMER_FILES)
    settings: dict[str, Any] = next((one for one in found if one), {})
    modes: dict[str, Any] = settings.get("modality_config") or {}
    if "message" in modes:
        return "it wraps every text in a template for chats"
    text = modes.get("text", {"method": "forward", "method_output_name": "last_hidden_state"})
    plain = text.get("method") == "forward" and text.get("method_output_name") in ("last_hidden_state", ["last_hidden_state"])
    if not plain or settings.get("transformer_task", "feature-extraction") != "feature-extraction":
        return "its transformer gives something else than a vector for each token"
    if any(settings.get(name) is not None for name in ("query_length", "document_length", "query_expansion")):
        return "it cuts queries and documents differently"
    return ""


def _pooled(settings: Mapping[str, Any], own: Mapping[str, Any]) -> FolderParts:
    """settings: of the pooling; own: config_sentence_transformers.json."""
    modes = settings.get("pooling_mode") or [mode for flag, mode in _FLAGS.items() if settings.get(flag)] or ["mean"]
    modes = [modes] if isinstance(modes, str) else list(modes)
    names = [_CALLED.get(mode, str(mode)) for mode in modes]
    if len(modes) > 1:
        return FolderParts(None, f"its vectors join {', '.join(names[:-1])} and {names[-1]} pooling")
    if modes[0] not in _POOLS:
        return FolderParts(None, f"its vectors are made by {names[0]} pooling")

    size = settings.get("embedding_dimension", settings.get("word_embedding_dimension"))
    cut = own.get("truncate_dim")
    if cut is not None and (size is None or cut < size):
        return FolderParts(None, f"its vectors are cut to {cut} numbers")
    prompts = own.get("prompts") or {}
    if settings.get("include_prompt") is False and any(prompts.get(name) for name in ("query", own.get("default_prompt_name"))):
        return FolderParts(None, "its pooling leaves out the prompt")
    return FolderParts(_POOLS[modes[0]])
