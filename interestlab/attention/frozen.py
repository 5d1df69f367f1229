"""An encoder made affine in its token vectors, so that a similarity splits exactly into contributions of tokens.

Attention probabilities, the deviations in every normalisation and the ratio of each activation's output to its input are frozen
at their values for the text (DecompX, Modarressi et al. 2023; Ali et al. 2022). What is left is affine: its gradient times its
input, summed over the tokens, and what the biases add, are the output to the last digit.

The freezing is done underneath the model, in the functions of torch that it calls, so it does not depend on how the model is
written; whether a model has been made affine is checked once on each model (`decompose.check_affine`), never assumed.
"""

from collections.abc import Callable, Iterator
from typing import Any

import torch
from torch.overrides import TorchFunctionMode

_F = torch.nn.functional
Make = Callable[[], Any]
Handler = Callable[["_Taped", Any, tuple[Any, ...], dict[str, Any]], Any]
_NEAR_ZERO = 1e-6  # here an activation's ratio stands for its slope at 0


class _Taped(TorchFunctionMode):
    """Calls a handler for every function that is not affine, or adds a bias; torch switches the mode off inside it."""

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        handler = _HANDLERS.get(func)
        return func(*args, **(kwargs or {})) if handler is None else handler(self, func, args, kwargs or {})

    def frozen(self, make: Make) -> Any:
        """The value to use in place of one that depends on the input."""
        raise AssertionError("Freeze and Replay say which")

    def linear(self, x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor | None) -> torch.Tensor:
        """The output of a linear layer, or something empty in its place."""
        raise AssertionError("Freeze and Replay say which")

    def shifted(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        """x and a bias, or x alone."""
        raise AssertionError("Freeze and Replay say which")


class Freeze(_Taped):
    """Freezes at the values of this run, and writes them to `tape` in the order in which they were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.tape: list[Any] = []
        self._linear: list[Any] = []  # the graph's node of each linear layer, in the order of their calls

    def frozen(self, make: Make) -> Any:
        value = make()
        self.tape.append(value)
        return value

    def linear(self, x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor | None) -> torch.Tensor:
        value = _F.linear(x, weight, bias)
        self._linear.append(value.grad_fn)
        return value

    def shifted(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        return x + bias

    def needed(self, result: torch.Tensor) -> list[bool]:
        """Of each linear layer, whether the result depends on it: on queries and keys only what is frozen does."""
        reached, waiting = set(), [result.grad_fn]
        while waiting:
            node = waiting.pop()
            if node is not None and node not in reached:
                reached.add(node)
                waiting.extend(before for before, _ in node.next_functions)
        return [node is None or node in reached for node in self._linear]


class Replay(_Taped):
    """Uses the values of a tape: applies the same affine function to other token vectors, by the linear layers it needs.

    Of `rows` inputs the biases are added to the first `biased` alone, so that what the others give is not a small difference
    of large numbers. A bias that a model adds in a way of its own is in all of them.
    """

    def __init__(self, tape: list[Any], needed: list[bool], *, rows: int, biased: int) -> None:
        super().__init__()
        self._values: Iterator[Any] = iter(tape)
        self._needed: Iterator[bool] = iter(needed)
        self._rows, self._biased = rows, biased

    def frozen(self, make: Make) -> Any:
        del make
        return next(self._values)

    def linear(self, x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor | None) -> torch.Tensor:
        if not next(self._needed):
            return x.new_zeros(()).expand(*x.shape[:-1], weight.shape[0])
        out = _F.linear(x, weight)
        return out if bias is None else self.shifted(out, bias)

    def shifted(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        if len(x) != self._rows:  # a model that lays its inputs out in another way
            return x + bias
        x[: self._biased] += bias
        return x


def _softmax(mode: _Taped, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    return mode.frozen(lambda: func(*args, **kwargs).detach())


class _Standardise(torch.autograd.Function):
    """What is left of x without its mean, times a constant scale; in fewer passes over memory than torch would make of it."""

    @staticmethod
    def forward(ctx: Any, x: torch.Tensor, scale: torch.Tensor, dims: tuple[int, ...]) -> torch.Tensor:
        ctx.save_for_backward(scale)
        ctx.dims = dims
        return (x - x.mean(dim=dims, keepdim=True)).mul_(scale)

    @staticmethod
    def backward(ctx: Any, *slopes: torch.Tensor) -> tuple[torch.Tensor, None, None]:
        (scale,) = ctx.saved_tensors
        slope = slopes[0] * scale
        return slope.sub_(slope.mean(dim=ctx.dims, keepdim=True)), None, None


def _layer_norm(mode: _Taped, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    names = ("input", "normalized_shape", "weight", "bias", "eps")
    given = dict(zip(names, args, strict=False)) | kwargs
    x, shape, eps = given["input"], given["normalized_shape"], given.get("eps", 1e-5)
    scale = mode.frozen(lambda: torch.native_layer_norm(x.detach(), shape, None, None, eps)[2])
    out: torch.Tensor = _Standardise.apply(x, scale, tuple(range(-len(shape), 0)))  # type: ignore[no-untyped-call]
    weight, bias = given.get("weight"), given.get("bias")
    out = out if weight is None else out * weight
    return out if bias is None else mode.shifted(out, bias)


def _ratio(mode: _Taped, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """An activation with f(0) = 0 as its input times the frozen f(x) / x."""
    x, rest = args[0], args[1:]

    def make() -> torch.Tensor:
        at_zero = float(func(torch.tensor(_NEAR_ZERO), *rest, **kwargs)) / _NEAR_ZERO
        ratio: torch.Tensor = func(x.detach(), *rest, **kwargs)
        return ratio.div_(x.detach()).nan_to_num_(nan=at_zero)

    return x * mode.frozen(make)


def _power(mode: _Taped, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """xⁿ as x times the frozen xⁿ⁻¹."""
    x, exponent = args[0], args[1]
    if isinstance(exponent, torch.Tensor) or not x.is_floating_point():
        return func(*args, **kwargs)
    return x * mode.frozen(lambda: x.detach().pow(exponent - 1))


def _whole(mode: _Taped, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """A scale, such as one over a deviation: frozen as it is."""
    return mode.frozen(lambda: func(*args, **kwargs).detach())


def _linear(mode: _Taped, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    del func
    given = dict(zip(("input", "weight", "bias"), args, strict=False)) | kwargs
    return mode.linear(given["input"], given["weight"], given.get("bias"))


def _product(mode: _Taped, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """A product of two values that both depend on the input, as in gated units: half of it is credited to each."""
    one, other = args[0], args[1]
    if not (isinstance(one, torch.Tensor) and isinstance(other, torch.Tensor) and one.is_floating_point()):
        return func(*args, **kwargs)
    pair = mode.frozen(lambda: (one.detach(), other.detach()) if one.requires_grad and other.requires_grad else None)
    return func(*args, **kwargs) if pair is None else (one * pair[1] + pair[0] * other) / 2


def _attention(mode: _Taped, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """The fused attention, with its probabilities frozen."""
    names = ("query", "key", "value", "attn_mask", "dropout_p", "is_causal")
    given = dict(zip(names, args, strict=False)) | kwargs
    query, key, value = given["query"], given["key"], given["value"]
    if given.get("enable_gqa"):  # several heads of queries share one of keys and values
        shared = query.shape[-3] // key.shape[-3]
        key, value = key.repeat_interleave(shared, dim=-3), value.repeat_interleave(shared, dim=-3)

    def make() -> torch.Tensor:
        if given.get("attn_mask") is None and not given.get("is_causal"):  # a sixth of the time of asking torch
            scale = given.get("scale") or query.shape[-1] ** -0.5
            return torch.softmax((query.detach() * scale) @ key.detach().transpose(-2, -1), dim=-1)
        identity = torch.eye(key.shape[-2], dtype=value.dtype, device=value.device).expand(*key.shape[:-1], key.shape[-2])
        asked = {**given, "query": query.detach(), "key": key.detach(), "value": identity, "enable_gqa": False}
        probabilities: torch.Tensor = func(**asked)
        return probabilities

    return mode.frozen(make) @ value


_HANDLERS: dict[Any, Handler] = {
    **dict.fromkeys((_F.softmax, torch.softmax, torch.Tensor.softmax), _softmax),
    **dict.fromkeys((_F.layer_norm, torch.layer_norm), _layer_norm),
    **dict.fromkeys((_F.gelu, _F.silu, _F.relu, torch.relu, torch.Tensor.relu, torch.tanh, torch.Tensor.tanh, _F.tanh), _ratio),
    **dict.fromkeys((torch.pow, torch.Tensor.pow, torch.Tensor.__pow__), _power),
    **dict.fromkeys(
        (torch.rsqrt, torch.Tensor.rsqrt, torch.sqrt, torch.Tensor.sqrt, torch.sigmoid, torch.Tensor.sigmoid), _whole
    ),
    **dict.fromkeys((torch.mul, torch.Tensor.mul, torch.Tensor.__mul__, torch.Tensor.__rmul__), _product),
    _F.linear: _linear,
    _F.scaled_dot_product_attention: _attention,
}
