"""What the values of the model share: texts that a language may replace, and unions told apart by their kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import Any, TypeVar, dataclass_transform

from belong_assess.values import keyword_value

T = TypeVar("T")

Text = str
"""Marks a field that people read: a language overlay may replace it, and no hash covers it."""


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def value(cls: type[T]) -> type[T]:
    """Make a class a value of the model: by keyword, and with unknown keys refused when pydantic validates it."""
    made = keyword_value(cls)
    made.__pydantic_config__ = {"extra": "forbid"}  # type: ignore[attr-defined]
    return made


class ByKind:
    """Tells pydantic that a union is told apart by its `kind`, without importing pydantic before it is needed."""

    def __get_pydantic_core_schema__(self, source: object, handler: Callable[..., Any]) -> object:
        from typing import Annotated

        from pydantic import Discriminator

        return handler.generate_schema(Annotated[source, Discriminator("kind")])  # type: ignore[attr-defined]
