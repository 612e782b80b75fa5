"""Frozen values that are cheap to define: dataclasses whose methods are shared instead of generated for each class.

The standard decorator writes and compiles five functions a class, which costs a start of the program several times what
everything else costs (docs/adr/0010). Here the fields are the standard library's, so that `fields`, `replace`, pattern
matching and pydantic work as ever; creating, comparing, hashing and showing are done by one function each.
"""

from __future__ import annotations

from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")
_put = object.__setattr__


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: type[T]) -> type[T]:
    """Make a class a frozen, slotted value, created by position or keyword."""
    return _made(cls, by_keyword=False)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def keyword_value(cls: type[T]) -> type[T]:
    """Make a class a frozen, slotted value, created by keyword only."""
    return _made(cls, by_keyword=True)


def _made(cls: type[T], *, by_keyword: bool) -> type[T]:
    made: Any = dataclass(slots=True, init=False, repr=False, eq=False, kw_only=by_keyword)(cls)
    made.__value_fields__ = tuple((f.name, f.default, f.default_factory) for f in fields(made))
    for method in (_init, _equals, _hash, _repr, _refuse_setting, _refuse_deleting, _reduce):
        setattr(made, METHODS[method.__name__], method)
    result: type[T] = made
    return result


def _init(self: Any, *given: object, **named: object) -> None:
    specs = self.__value_fields__
    if len(given) > len(specs):
        raise TypeError(f"{type(self).__name__} takes {len(specs)} values, not {len(given)}")
    for (name, _, _), held in zip(specs, given):  # noqa: B905
        _put(self, name, held)
    for name, default, factory in specs[len(given) :]:
        if name in named:
            _put(self, name, named.pop(name))
        elif default is not MISSING:
            _put(self, name, default)
        elif factory is not MISSING:
            _put(self, name, factory())
        else:
            raise TypeError(f"{type(self).__name__} needs {name}")
    if named:
        raise TypeError(f"{type(self).__name__} has no {', '.join(named)}")


def revived(cls: type[T], held: dict[str, Any]) -> T:
    """Make a value from a mapping of its fields without checking it: for values that were checked when they were kept."""
    made = object.__new__(cls)
    for name, default, factory in cls.__value_fields__:  # type: ignore[attr-defined]
        if name in held:
            _put(made, name, held[name])
        elif factory is not MISSING:
            _put(made, name, factory())
        elif default is not MISSING:
            _put(made, name, default)
        else:
            raise KeyError(name)
    return made


def _values(self: Any) -> tuple[Any, ...]:
    return tuple([getattr(self, name) for name, _, _ in self.__value_fields__])


def _equals(self: Any, other: object) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return _values(self) == _values(other)


def _hash(self: Any) -> int:
    return hash(_values(self))


def _repr(self: Any) -> str:
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name, _, _ in self.__value_fields__)
    return f"{type(self).__name__}({shown})"


def _refuse_setting(self: Any, name: str, held: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _reduce(self: Any) -> tuple[Any, ...]:
    """Copy and pickle by making the value anew."""
    return _remade, (type(self), _values(self))


def _remade(cls: type[Any], held: tuple[Any, ...]) -> Any:
    return cls(*held)


METHODS = {
    "_init": "__init__",
    "_equals": "__eq__",
    "_hash": "__hash__",
    "_repr": "__repr__",
    "_refuse_setting": "__setattr__",
    "_refuse_deleting": "__delattr__",
    "_reduce": "__reduce__",
}
