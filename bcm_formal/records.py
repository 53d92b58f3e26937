"""The decorator `dataclass` of the standard library, except that a method is written when it is first used.

Of the many classes that a command imports it makes instances of a few and compares hardly any, and writing methods for
all of them takes longer than most of what is then done. The fields are found by the standard library, so that its
`fields` and `replace` work, and type checkers see its decorator. Trusted: the checked model is made of such classes.

It knows `frozen`, `slots` and `eq`, and `field` with all but `hash` and `kw_only`. It differs in one respect: also an
instance of a class that is derived from a frozen one takes no attribute.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import MISSING, FrozenInstanceError
from typing import TYPE_CHECKING, Any, NoReturn

Method = Callable[..., Any]


def _written_later(cls: type | None = None, /, *, frozen: bool = False, slots: bool = False, eq: bool = True) -> Any:
    """The class with its fields and methods; without a class, what makes it. Methods of its own stay as they are."""

    def decorated(cls: type) -> type:
        own = cls.__dict__
        has_hash = "__hash__" in own and (own["__hash__"] is not None or "__eq__" not in own)
        cls.__doc__ = cls.__doc__ or cls.__name__  # the standard library would put the signature there
        made: type = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
        _add(made, own, "__init__", _frozen_init if frozen else _init)
        _add(made, own, "__repr__", _repr)
        if eq:
            _add(made, own, "__eq__", _eq)
        if eq and not has_hash:
            setattr(made, "__hash__", _Later(made, "__hash__", _hash) if frozen else None)  # noqa: B010  # typed as a method
        if frozen:
            _freeze(made, slots)
        return made

    return decorated if cls is None else decorated(cls)


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    dataclass = _written_later


class _Later:
    """Stands for a method of a class until somebody asks for it."""

    __slots__ = ("_cls", "_name", "_write")

    def __init__(self, cls: type, name: str, write: Callable[[type], Method]) -> None:
        self._cls, self._name, self._write = cls, name, write

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        method = self._write(self._cls)
        method.__qualname__ = f"{self._cls.__qualname__}.{self._name}"
        method.__module__ = self._cls.__module__
        setattr(self._cls, self._name, method)
        return method.__get__(instance, owner)


def _add(cls: type, own: Iterable[str], name: str, write: Callable[[type], Method]) -> None:
    if name not in own:
        setattr(cls, name, _Later(cls, name, write))


# --- what frozen classes have in common ---


def _freeze(cls: Any, slots: bool) -> None:
    cls.__setattr__, cls.__delattr__ = _refuse_to_set, _refuse_to_delete
    if slots:  # else what they hold is restored without setting attributes
        cls.__getstate__, cls.__setstate__ = _state, _restore


def _refuse_to_set(self: object, name: str, value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[object]:
    return [getattr(self, item.name) for item in dataclasses.fields(self)]


def _restore(self: Any, state: Sequence[object]) -> None:
    for item, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, item.name, value)


# --- the methods ---


def _frozen_init(cls: type) -> Method:
    return _init(cls, "__set(self, {0!r}, {1})")


def _init(cls: Any, setting: str = "self.{0} = {1}") -> Method:
    """What takes the fields in their order and sets them."""
    if hasattr(cls, "__post_init__"):
        raise TypeError(f"{cls.__name__}: `__post_init__` is not called by what is written here")
    names: dict[str, Any] = {"__set": object.__setattr__, "__missing": MISSING}
    taken, lines = ["self"], []
    for item in dataclasses.fields(cls):
        name, given = item.name, f"__given_{item.name}"
        if item.kw_only:
            raise TypeError(f"{cls.__name__}.{name}: fields by keyword alone are not known here")
        names[given] = item.default if item.default_factory is MISSING else item.default_factory
        if item.default_factory is not MISSING:
            taken += [f"{name}=__missing"] if item.init else []
            value = f"{given}() if {name} is __missing else {name}" if item.init else f"{given}()"
        elif item.init:
            taken.append(name if item.default is MISSING else f"{name}={given}")
            value = name
        elif item.default is not MISSING:
            value = given
        else:
            continue
        lines.append(setting.format(name, value))
    return _function("__init__", taken, lines or ["pass"], names)


def _repr(cls: Any) -> Method:
    from reprlib import recursive_repr

    told = ", ".join(f"{item.name}={{self.{item.name}!r}}" for item in dataclasses.fields(cls) if item.repr)
    return recursive_repr()(_function("__repr__", ["self"], [f'return f"{{self.__class__.__qualname__}}({told})"'], {}))


def _eq(cls: Any) -> Method:
    lines = [
        "if other.__class__ is self.__class__:",
        f" return {_compared(cls, 'self')} == {_compared(cls, 'other')}",
        "return NotImplemented",
    ]
    return _function("__eq__", ["self", "other"], lines, {})


def _hash(cls: Any) -> Method:
    return _function("__hash__", ["self"], [f"return hash({_compared(cls, 'self')})"], {})


def _compared(cls: Any, of: str) -> str:
    """The tuple of what is compared."""
    parts = [f"{of}.{item.name}, " for item in dataclasses.fields(cls) if item.compare]
    return f"({''.join(parts)})"


def _function(name: str, taken: Sequence[str], lines: Sequence[str], names: dict[str, Any]) -> Method:
    """The function of the lines, which may use the names."""
    text = "\n ".join((f"def {name}({', '.join(taken)}):", *lines))
    exec(compile(text, "<string>", "exec"), names)
    made: Method = names.pop(name)
    return made
