"""Any sentence-transformers or transformers folder, or a hub id where the hub can be reached."""

from functools import cached_property
from pathlib import Path

from interestlab.encode.folder_files import folder_digest
from interestlab.encode.folder_parts import FolderParts, read_parts
from interestlab.encode.protocol import EncoderInfo, LoadedEncoder
from interestlab.errors import EncoderUnavailable

_NOT_NEEDED = ["*.onnx", "*.h5", "*.msgpack", "*.ot", "*.tflite", "*.gguf", "*.md", "*.png", "*.jpg", "*.pdf", "*.csv", "*.py",
               "onnx/*", "openvino/*", "coreml/*", "checkpoint-*/*"]  # fmt: skip


class FolderEncoder:
    """An encoder by the path of its folder or by its hub id ("sentence-transformers/all-MiniLM-L6-v2").

    Its vectors are those of `SentenceTransformer.encode`, and of `encode_query` for queries, made of unit length.
    """

    def __init__(self, source: str) -> None:
        self._source = source

    @cached_property
    def info(self) -> EncoderInfo:
        """What its small files say; reads no weights, and asks no hub."""
        parts = self._known_parts()
        return EncoderInfo(
            name=self._source,
            title=self._source,
            languages=(),
            source=self._source,
            shows_attention=parts.pool is not None,
            no_attention=parts.no_attention,
            texts_per_second=100.0,
        )

    def fingerprint(self) -> str:
        """Digest of all files that decide the vectors; a hub id is fetched for it. Raises as `load` does."""
        return _digest(self._folder())

    def load(self) -> LoadedEncoder[str]:
        """Reads the folder; asks the hub only where the id is no folder and is not in the hub's cache."""
        folder = self._folder()
        called = folder.name if Path(self._source).expanduser() == folder else self._source
        parts, digest = read_parts(folder, called), _digest(folder)

        from interestlab.encode.proof import fastest
        from interestlab.encode.sentence import read_model

        return fastest(read_model(folder, called), parts, digest)

    def _folder(self) -> Path:
        path = Path(self._source).expanduser()
        folder = path if path.is_dir() else _from_hub(self._source)
        if not any((folder / name).exists() for name in ("modules.json", "config.json")):
            raise EncoderUnavailable(
                f"“{self._source}” has neither modules.json nor config.json; a folder saved by sentence-transformers has both."
            )
        return folder

    def _known_parts(self) -> FolderParts:
        """As far as they can be told here; where they cannot, loading tells."""
        path = Path(self._source).expanduser()
        try:
            return read_parts(path if path.is_dir() else _cached(self._source), self._source)
        except (EncoderUnavailable, OSError):
            return FolderParts("mean")


def _digest(folder: Path) -> str:
    try:
        return folder_digest(folder)
    except OSError as error:
        raise EncoderUnavailable(f"The model in {folder.name} cannot be read: {error}.") from error


def _cached(name: str) -> Path:
    """Where the hub's cache has the model; raises EncoderUnavailable where it is no name, OSError where it is not there."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        folder = Path(snapshot_download(name, ignore_patterns=_NOT_NEEDED, local_files_only=True))
    except HFValidationError as error:
        raise EncoderUnavailable(f"There is no encoder “{name}”, and no folder of that name.") from error
    if not any(path.suffix in (".safetensors", ".bin") for path in folder.rglob("*")):
        raise LocalEntryNotFoundError(f"Only some files of {name} without weights are in the cache.")
    return folder


def _from_hub(name: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError, RepositoryNotFoundError

    try:
        return _cached(name)
    except LocalEntryNotFoundError:  # never fetched, or not to the end
        pass
    try:
        return Path(snapshot_download(name, ignore_patterns=_NOT_NEEDED))
    except RepositoryNotFoundError as error:
        raise EncoderUnavailable(f"The hub knows no model “{name}”; check its spelling.") from error
    except (LocalEntryNotFoundError, HfHubHTTPError, OSError) as error:
        raise EncoderUnavailable(
            f"The hub cannot be reached and “{name}” is not on this machine; give a folder, or use minilm or multilingual."
        ) from error
