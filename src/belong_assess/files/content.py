"""Where the content folders are: beside the package in the wheel, at the top in a checkout."""

from __future__ import annotations

from pathlib import Path

_IN_WHEEL = Path(__file__).parents[1] / "content"
_IN_CHECKOUT = Path(__file__).parents[3]
CONTENT = _IN_WHEEL if _IN_WHEEL.is_dir() else _IN_CHECKOUT
QUESTIONNAIRES = CONTENT / "questionnaires"
INDICATORS = CONTENT / "indicators"
EXAMPLES = CONTENT / "examples"
SKELETON = Path(__file__).parents[1] / "skeleton"
EARLIER = "@"
"""Earlier versions that still travel with the program stand in `<id>@<version>` beside the present one."""


def shipped_methods() -> tuple[str, ...]:
    """Return the ids of the methods that travel with the program, each in its present version."""
    return tuple(name for name in methods_in(INDICATORS) if EARLIER not in name)


def shipped_folders(name: str) -> tuple[Path, Path] | None:
    """Return the two folders of a shipped method by its id, or of an earlier version by `id@version`."""
    return (QUESTIONNAIRES / name, INDICATORS / name) if name in methods_in(INDICATORS) else None


def methods_in(folder: Path) -> tuple[str, ...]:
    """Return the ids of the methods whose indicators stand in a folder; nothing where there is no such folder."""
    held = folder.iterdir() if folder.is_dir() else ()
    return tuple(sorted(each.name for each in held if (each / "method.yaml").is_file()))


def method_files(folder: Path) -> tuple[Path, ...]:
    """Return the YAML files of one content folder, sections in asking order; translations are not among them."""
    return (*sorted(folder.glob("*.yaml")), *sorted((folder / "sections").glob("*.yaml"), key=_natural))


def _natural(path: Path) -> tuple[tuple[int, int | str], ...]:
    """Order A2 before A10."""
    import re

    return tuple((0, int(piece)) if piece.isdigit() else (1, piece) for piece in re.split(r"(\d+)", path.stem) if piece)
