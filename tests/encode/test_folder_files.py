"""Which files decide the vectors of a folder: whatever of them changes, the digest does."""

import json
import os

import pytest
from sentence_transformers.base.modules import Dense

from interestlab.encode import folder_files
from interestlab.encode.folder import FolderEncoder
from interestlab.encode.folder_files import deciding_files, folder_digest
from tests.model_folders import copy, pooling, write


@pytest.fixture
def folder(model_folders, tmp_path):
    """A copy with the weights in shards and a Dense module."""
    made = copy(model_folders.folder("digest", pooling("cls"), Dense(384, 8)), tmp_path / "model")
    (made / "model.safetensors").unlink()
    model_folders.transformer.model.save_pretrained(made, max_shard_size="10MB")
    return made


def nudge(path):
    """One byte of the last weight changes; the size stays, and so does the time."""
    before, content = path.stat(), bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def test_a_weight_of_any_shard_or_module_changes_the_digest(folder):
    weights = [path for path in deciding_files(folder) if path.suffix == ".safetensors"]
    assert len(weights) > 3
    seen = [folder_digest(folder)]
    for path in weights:
        nudge(path)
        seen.append(folder_digest(folder))
    assert len(set(seen)) == len(seen)


SETTINGS = ["modules.json", "config.json", "tokenizer.json", "tokenizer_config.json", "config_sentence_transformers.json",
            "1_Pooling/config.json", "2_Dense/config.json", "model.safetensors.index.json"]  # fmt: skip


@pytest.mark.parametrize("name", SETTINGS)
def test_a_file_of_settings_changes_the_digest(folder, name):
    before, found = folder_digest(folder), json.loads((folder / name).read_text("utf-8"))
    write(folder / name, found | {"more": 1} if isinstance(found, dict) else found[:-1])
    assert folder_digest(folder) != before


def test_files_that_come_or_go_or_change_their_names(folder):
    digests = [folder_digest(folder)]
    (folder / "vocab.txt").write_text("a\n")
    digests.append(folder_digest(folder))
    (folder / "vocab.txt").rename(folder / "merges.txt")
    digests.append(folder_digest(folder))
    assert len(set(digests)) == 3
    (folder / "merges.txt").unlink()
    assert folder_digest(folder) == digests[0]


def test_what_torch_does_not_read_changes_nothing(folder, tmp_path):
    before = folder_digest(folder)
    (folder / "README.md").write_text("A card.")
    (folder / "checkpoint-100").mkdir()
    (folder / "checkpoint-100" / "optimizer.pt").write_text("x")
    (folder / "onnx").mkdir()
    (folder / "onnx" / "model.onnx").write_text("x")
    (folder / ".git").mkdir()
    (folder / ".git" / "index").write_text("x")
    (folder / "round").symlink_to(folder)  # no end to following it
    os.utime(folder / "config.json", (1, 1))
    assert folder_digest(folder) == before
    assert folder_digest(folder.rename(tmp_path / "elsewhere")) == before


def test_links_to_files_and_folders_are_followed(folder, tmp_path):
    before = folder_digest(folder)
    (folder / "1_Pooling").rename(tmp_path / "pooling")
    (folder / "1_Pooling").symlink_to(tmp_path / "pooling")
    assert folder_digest(folder) == before
    write(tmp_path / "pooling" / "config.json", pooling("max")[1])
    assert folder_digest(folder) != before


def test_another_version_of_the_reader_is_another_digest(folder, monkeypatch):
    before = folder_digest(folder)
    monkeypatch.setattr(folder_files, "version", lambda package: "99")
    assert folder_digest(folder) != before


def test_a_file_is_read_once(folder, monkeypatch):
    folder_digest(folder)
    monkeypatch.setattr(folder_files, "file_sha256", lambda path: pytest.fail(f"{path} was read again"))
    folder_digest(folder)


def test_the_encoder_tells_the_digest_before_and_after_loading(model_folders, tmp_path):
    folder = copy(model_folders.folder("max", pooling("max")), tmp_path / "model")
    encoder = FolderEncoder(str(folder))
    before = encoder.fingerprint()
    assert before == encoder.load().digest == folder_digest(folder)
    write(folder / "1_Pooling" / "config.json", pooling("weightedmean")[1])
    changed = FolderEncoder(str(folder))
    assert changed.fingerprint() == changed.load().digest != before
