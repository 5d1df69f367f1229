"""Heads over many texts: streamed, so that beside the texts themselves memory does not grow with their number."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from interestlab.attention.figures import head_figures
from interestlab.attention.heads import is_punctuation
from interestlab.attention.many import TOKENS_A_PASS, equal_lengths
from interestlab.attention.memory import give_back
from interestlab.attention.survey import LISTED, RARE, Survey
from interestlab.attention.tokens import LINE_END, SPACE
from interestlab.attention.weights import each_layer, layer_count
from interestlab.encode.protocol import TorchInspection
from interestlab.errors import NotApplicable

CHUNK = 1_000  # texts whose token ids are held at once
WEIGHTS_A_PASS = 800_000  # of a layer, the only one held at once, 3 MB, if one text alone has no more
_REPLACED = "\ufffd"  # what stands in a text for bytes that are no character
GIVE_BACK = 4  # passes, after which free memory is returned
Progress = Callable[[int, int], None]  # done, total; may raise Cancelled


def survey(
    inspection: TorchInspection,
    texts: Sequence[str],
    groups: NDArray[np.integer],
    *,
    most_tokens: int,
    progress: Progress = lambda done, total: None,
) -> Survey:
    """Reads all texts (n) with their groups (n,), in the order given; a text is cut at most_tokens.

    Raises NotApplicable where the model tells no attention, or no text has a token of its own.
    """
    sums = _Sums(inspection, int(groups.max(initial=-1)) + 1)
    with torch.inference_mode():
        for start in range(0, len(texts), CHUNK):
            chunk = slice(start, start + CHUNK)
            progress(start, len(texts))
            done = start
            for number, batch in enumerate(_batches(inspection, texts[chunk], groups[chunk], most_tokens)):
                if number % GIVE_BACK == 0:
                    give_back()
                sums.add(batch)
                done += len(batch.ids)
                progress(done, len(texts))
    progress(len(texts), len(texts))
    return sums.survey()


@dataclass(frozen=True, eq=False)
class _Batch:
    """n texts of equal length T."""

    ids: torch.Tensor  # (n, T) int64
    own: torch.Tensor  # (n, T) bool, neither special nor of the prefix
    special: torch.Tensor  # (n, T) bool
    groups: NDArray[np.integer]  # (n,)
    cut: int


def _batches(
    inspection: TorchInspection, texts: Sequence[str], groups: NDArray[np.integer], most_tokens: int
) -> Iterator[_Batch]:
    """Texts of equal length together; a text without a token of its own is left out.

    The longest first: what they leave free in memory serves the shorter ones, and the other way round it would not.
    """
    read = _read(inspection, texts, min(inspection.max_tokens or 512, most_tokens))
    lengths = [len(one.ids) if one.own.any() else 0 for one in read]
    heads = int(inspection.model.config.num_attention_heads)
    for part in reversed(list(equal_lengths(lengths, TOKENS_A_PASS))):
        length = lengths[part[0]]
        step = max(1, WEIGHTS_A_PASS // (heads * length * length))
        for start in range(0, len(part), step):
            rows = part[start : start + step]
            yield _Batch(
                torch.tensor(np.stack([read[row].ids for row in rows])),
                torch.tensor(np.stack([read[row].own for row in rows])),
                torch.tensor(np.stack([read[row].special for row in rows])),
                groups[rows],
                sum(read[row].cut for row in rows),
            )


@dataclass(frozen=True, eq=False)
class _Read:
    """A text of T tokens after the cut."""

    ids: NDArray[np.int64]  # (T,)
    own: NDArray[np.bool_]  # (T,)
    special: NDArray[np.bool_]  # (T,)
    cut: bool


def _read(inspection: TorchInspection, texts: Sequence[str], limit: int) -> list[_Read]:
    """What is needed of the tokenizer's answers, which also keep what was cut off: 100 of them stand at once."""
    return [one for start in range(0, len(texts), 100) for one in _answered(inspection, texts[start : start + 100], limit)]


def _answered(inspection: TorchInspection, texts: Sequence[str], limit: int) -> list[_Read]:
    encoded = inspection.tokenizer(
        [inspection.prefix + text[: 40 * limit] for text in texts],  # a token of more characters is rare, and only cut earlier
        truncation=True, max_length=limit, return_offsets_mapping=True, return_special_tokens_mask=True,
    )  # fmt: skip
    found = []
    for row, encoding in enumerate(encoded.encodings):
        special = np.array(encoded["special_tokens_mask"][row], bool)
        ends = np.array(encoded["offset_mapping"][row], np.intp).reshape(-1, 2)[:, 1]
        own = ~special & (ends > len(inspection.prefix))
        found.append(_Read(np.array(encoded["input_ids"][row], np.int64), own, special, bool(encoding.overflowing)))
    return found


class _Sums:
    """What is added up, of a fixed size: figures by group, and attention by token of the vocabulary."""

    def __init__(self, inspection: TorchInspection, groups: int) -> None:
        self._inspection, self._layers = inspection, layer_count(inspection)
        self._tokenizer = inspection.tokenizer
        self._size = len(inspection.tokenizer)
        self._signs = torch.tensor([is_punctuation(token) for token in readable(self._tokenizer, np.arange(self._size))])
        self._texts = np.zeros(groups + 1, np.int64)
        self._even = torch.zeros(self._size, dtype=torch.float64)  # what a token would get if attention were even
        self._occurrences = torch.zeros(self._size, dtype=torch.int64)
        self._rows = self._cut = 0
        self._sums: NDArray[np.float64] | None = None
        self._squares: NDArray[np.float64] | None = None
        self._place, self._seen = torch.full((self._size,), -1), 0  # of a token in what follows; -1 = not seen yet
        self._got: torch.Tensor | None = None  # (layers, vocabulary, heads)

    def add(self, batch: _Batch) -> None:
        """Reads a batch, and adds up what each layer tells while it is held."""
        own = batch.own.float()
        count = own.sum(dim=1)  # own tokens of each text, at least one
        columns = torch.stack([batch.special.float(), own * self._signs[batch.ids]], dim=2)
        ids = batch.ids[batch.own]
        places, figures = self._places(ids), list[torch.Tensor]()

        def take(number: int, layer: torch.Tensor) -> None:
            if self._got is None:  # numpy's zeros take no memory before they are written to, torch's do
                self._got = torch.from_numpy(np.zeros((self._layers, self._size, layer.shape[1]), np.float32))
            figures.append(head_figures(layer, own, columns))
            received = torch.einsum("ni,nhij->njh", own, layer)
            self._got[number].index_add_(0, places, received[batch.own])

        each_layer(self._inspection, batch.ids, None, take)
        of_texts = (torch.stack(figures, dim=2) / count[:, None, None, None]).double().clamp(0, 1).numpy()
        if self._sums is None or self._squares is None:
            shape = (len(self._texts), *of_texts.shape[1:])
            self._sums, self._squares = np.zeros(shape), np.zeros(shape)
        np.add.at(self._sums, batch.groups, of_texts)
        np.add.at(self._squares, batch.groups, of_texts**2)
        np.add.at(self._texts, batch.groups, 1)
        even = (count / own.shape[1])[:, None].expand_as(own)[batch.own]
        self._even.index_add_(0, ids, even.double())
        self._occurrences.index_add_(0, ids, torch.ones_like(ids))
        self._rows += int(count.sum())
        self._cut += batch.cut

    def _places(self, ids: torch.Tensor) -> torch.Tensor:
        """Where tokens stand, in the order in which they were seen first: most of a large vocabulary never is."""
        fresh = torch.unique(ids[self._place[ids] < 0])
        self._place[fresh] = torch.arange(self._seen, self._seen + len(fresh))
        self._seen += len(fresh)
        return self._place[ids]

    def survey(self) -> Survey:
        if self._sums is None or self._squares is None or self._got is None:
            raise NotApplicable("None of these texts has a token of its own, so there is no attention to look at.")
        counts = np.where(self._texts > 0, self._texts, np.nan)[:, None, None, None]
        occurrences = self._occurrences.numpy()
        often = np.flatnonzero(occurrences >= min(RARE, int(occurrences.max())))
        places = self._place[torch.tensor(often)]
        got: NDArray[np.float32] = self._got[:, places].permute(0, 2, 1).numpy()  # (layers, heads, often)
        shares = np.asarray(got / self._rows, np.float32)
        lifts = np.asarray(got / self._even.numpy()[often], np.float32)
        listed = _listed(shares, lifts)
        return Survey(
            texts=self._texts,
            means=self._sums / counts,
            squares=self._squares / counts,
            tokens=tuple(readable(self._tokenizer, often[listed])),
            occurrences=occurrences[often[listed]],
            shares=shares[..., listed],
            lifts=lifts[..., listed],
            own_tokens=self._rows,
            cut=self._cut,
        )


def _listed(*measures: NDArray[np.float32]) -> NDArray[np.intp]:
    """Places, ascending, of the tokens that are among the first of any head by any measure (layers, heads, tokens)."""
    firsts = [np.argsort(-values, axis=2, kind="stable")[..., :LISTED].ravel() for values in measures]
    return np.unique(np.concatenate(firsts))


def readable(tokenizer: Any, ids: NDArray[np.intp]) -> list[str]:
    """Tokens as they stand in a text, without the signs by which tokenizers mark where a word begins or goes on.

    A token that is a part of a character only is written as its bytes, white space as ▁ or ↵.
    """
    from transformers.convert_slow_tokenizer import bytes_to_unicode

    byte = {sign: number for number, sign in bytes_to_unicode().items()}  # type: ignore[no-untyped-call]
    names = tokenizer.convert_ids_to_tokens(ids.tolist())
    found = []
    for name in names:
        whole = tokenizer.convert_tokens_to_string([name]) if name else ""
        plain = whole.strip()
        if _REPLACED in plain and not set(name) - set(byte):
            plain = f"bytes {bytes(byte[sign] for sign in name).hex(' ').upper()}"
        blank = LINE_END if "\n" in whole else SPACE if whole else ""
        found.append(plain.removeprefix("##") or plain or blank or name or "")
    return found
