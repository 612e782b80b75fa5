"""Score how far a region's policies follow the intercultural approach, and say why.

The names of `belong_assess.api` are importable from here; they are loaded when first asked for, so that the command
line starts fast.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from belong_assess.version import __version__

if TYPE_CHECKING:
    from belong_assess.api import *  # noqa: F403


def __getattr__(name: str) -> Any:
    api = import_module("belong_assess.api")
    if name in api.__all__:
        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return ["__version__", *import_module("belong_assess.api").__all__]


__all__ = ["__version__"]
