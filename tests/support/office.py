"""LibreOffice and poppler for tests: convert a file, read a page as pixels. Missing: skipped for users, a failure in CI."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

Pixel = tuple[int, int, int]


def needs(*tools: str) -> None:
    """Skip the test when a tool is missing, unless this is CI."""
    missing = [tool for tool in tools if shutil.which(tool) is None]
    if missing and os.environ.get("CI") != "true":
        pytest.skip(f"missing: {', '.join(missing)}")
    assert not missing, missing


def convert(source: Path, to: str, folder: Path) -> Path:
    """Let LibreOffice convert a file with a profile of its own; returns the new file."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", to, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    made = folder / f"{source.stem}.{to.partition(':')[0]}"
    assert made.is_file(), made
    return made


@dataclass(frozen=True)
class Page:
    """One page as pixels."""

    width: int
    height: int
    data: bytes

    def at(self, x: int, y: int) -> Pixel:
        place = (y * self.width + x) * 3
        return self.data[place], self.data[place + 1], self.data[place + 2]

    def column(self, x: int) -> list[Pixel]:
        """The pixels of one column from top to bottom."""
        line = self.width * 3
        return list(zip(*(self.data[x * 3 + part :: line] for part in range(3)), strict=True))

    def places(self, colour: Pixel) -> set[tuple[int, int]]:
        """Where exactly this colour stands."""
        found, wanted, start = set(), bytes(colour), 0
        while (start := self.data.find(wanted, start)) >= 0:
            if start % 3 == 0:
                found.add((start // 3 % self.width, start // 3 // self.width))
            start += 1
        return found


def read_ppm(path: Path) -> Page:
    """Read a binary PPM as pdftoppm writes it."""
    raw = path.read_bytes()
    kind, width, height, depth = raw.split(maxsplit=4)[:4]
    assert (kind, depth) == (b"P6", b"255")
    size = int(width) * int(height) * 3
    return Page(int(width), int(height), raw[-size:])


def pages(pdf: Path, folder: Path, *, dots: int, first: int, last: int) -> list[Page]:
    """Render some pages of a PDF."""
    name = f"{pdf.stem}-{first}-{last}-{dots}"
    command = ["pdftoppm", "-r", str(dots), "-f", str(first), "-l", str(last), str(pdf), str(folder / name)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return [read_ppm(path) for path in sorted(folder.glob(f"{name}-*.ppm"))]


def page_texts(pdf: Path) -> list[str]:
    """The text of every page, laid out."""
    made = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=120)
    return made.stdout.decode().split("\f")[:-1]
