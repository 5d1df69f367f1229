"""Word vectors kept in half precision where they came so: of a large vocabulary they are most of a model's memory.

multilingual-e5-small has 250,002 of them, 384 of its 471 MB as fp32; its file gives them in fp16.
"""

from typing import Any

import torch

_ROWS_AT_ONCE = 8_192


class HalfTable(torch.nn.Module):
    """Word vectors (words, d) that stand in fp16 and are given in fp32, which is exact.

    A buffer, so that the model's first parameter, which tells its dtype, is fp32 like all the rest.
    """

    weight: torch.Tensor

    def __init__(self, weight: torch.Tensor) -> None:
        super().__init__()
        self.register_buffer("weight", weight)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """(…, d) float32 of token ids (…)."""
        return torch.nn.functional.embedding(ids, self.weight).float()


def keep_table_half(model: Any) -> None:
    """Halves the memory of the word vectors of a model in fp32, if each of their numbers is exact in fp16.

    All else is copied out of the file first, which stays in memory whole as long as one tensor points into it.
    """
    try:
        table = model.get_input_embeddings()
    except NotImplementedError:
        return
    if type(table) is not torch.nn.Embedding or table.max_norm is not None or not _is_exact(table.weight.detach()):
        return
    for tensor in (*model.parameters(), *model.buffers()):
        if tensor is not table.weight:
            tensor.data = tensor.data.clone()
    model.set_input_embeddings(HalfTable(table.weight.detach().half()))


def _is_exact(weight: torch.Tensor) -> bool:
    return all(torch.equal(rows.half().float(), rows) for rows in torch.split(weight, _ROWS_AT_ONCE))
