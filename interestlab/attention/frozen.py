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
_NEAR_ZERO = 1e-6  # an input nearer to 0 has the activation's slope at 0 as its ratio


class _Taped(TorchFunctionMode):
    """Calls a handler for every function that is not affine; torch switches the mode off inside it."""

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        handler = _HANDLERS.get(func)
        return func(*args, **(kwargs or {})) if handler is None else handler(self, func, args, kwargs or {})

    def frozen(self, make: Make) -> Any:
        """The value to use in place of one that depends on the input."""
        raise AssertionError("Freeze and Replay say which")

    def linear(self, make: Make, empty: Make) -> Any:
        """The output of a linear layer, or something empty in its place."""
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

    def linear(self, make: Make, empty: Make) -> Any:
        del empty
        value = make()
        self._linear.append(value.grad_fn)
        return value

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
    """Uses the values of a tape: applies the same affine function to other token vectors, by the linear layers it needs."""

    def __init__(self, tape: list[Any], needed: list[bool]) -> None:
        super().__init__()
        self._values: Iterator[Any] = iter(tape)
        self._needed: Iterator[bool] = iter(needed)

    def frozen(self, make: Make) -> Any:
        del make
        return next(self._values)

    def linear(self, make: Make, empty: Make) -> Any:
        return make() if next(self._needed) else empty()


def _softmax(mode: _Taped, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    return mode.frozen(lambda: func(*args, **kwargs).detach())


def _layer_norm(mode: _Taped, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    names = ("input", "normalized_shape", "weight", "bias", "eps")
    given = dict(zip(names, args, strict=False)) | kwargs
    x, shape = given["input"], given["normalized_shape"]
    dims = tuple(range(-len(shape), 0))
    centred = x - x.mean(dim=dims, keepdim=True)
    eps = given.get("eps", 1e-5)
    scale = mode.frozen(lambda: torch.rsqrt(centred.pow(2).mean(dim=dims, keepdim=True) + eps).detach())
    out = centred * scale
    weight, bias = given.get("weight"), given.get("bias")
    out = out if weight is None else out * weight
    return out if bias is None else out + bias


def _ratio(mode: _Taped, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """An activation with f(0) = 0 as its input times the frozen f(x) / x."""
    x, rest = args[0], args[1:]

    def make() -> torch.Tensor:
        near = x.detach().abs() < _NEAR_ZERO
        safe = torch.where(near, torch.full_like(x, _NEAR_ZERO), x.detach())
        ratio: torch.Tensor = func(safe, *rest, **kwargs) / safe
        return ratio

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
    x, weight = args[:2] if len(args) > 1 else (args[0] if args else kwargs["input"], kwargs["weight"])
    return mode.linear(lambda: func(*args, **kwargs), lambda: x.new_zeros(()).expand(*x.shape[:-1], weight.shape[0]))


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
