"""How far two ways of computing the same number may lie apart: as far as floating point rounds on the way, and no farther.

Processors differ in the order in which their kernels add and in which products they fuse with a sum, and so do batches of
another shape and other numbers of threads. A law is therefore held in double precision wherever the code can run in it; of what
runs in single precision only this is held.
"""

import copy
import math
from dataclasses import replace

import numpy as np
import torch

SINGLE = float(np.finfo(np.float32).eps)  # two numbers of at most 1, each rounded once to float32, lie this far apart at most


def rounding(model):
    """The same number, of at most 1, computed twice by the whole of a transformer in its own precision.

    A layer sums about eight times its width of products one after another: queries or keys, their scores, what is mixed, its
    projection, and the feed-forward part, whose inner side is four times as wide. Each sum rounds by at most half of machine
    epsilon, as often up as down, so n of them miss by about √n of it (Higham & Mary 2019). The norms keep numbers near 1, so
    layers add up likewise, and two computations miss each other by √2 as much: √(2 · 8 · layers · width) · epsilon / 2.
    """
    config = model.config
    return 2 * torch.finfo(model.dtype).eps * math.sqrt(config.num_hidden_layers * config.hidden_size)


def doubled(inspection):
    """The same model in double precision, where rounding is a billionth of what it is in single precision."""
    return replace(inspection, model=copy.deepcopy(inspection.model).double())
