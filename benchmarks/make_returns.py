"""Fills in templates of the regional questionnaire at random, so many that a batch has something to do.

    python make_returns.py FOLDER --files 1000 [--distinct 50]

A fixed seed makes the same answers each time. Some are filled in and, where LibreOffice is installed, saved by it, as a
respondent's copy would be; the others are copies of these with a name of their own. Run it with the interpreter that has
the package.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path
from random import Random

from in_memory import METHOD, SEED, submission

from belong_assess.files.template.book import render_template
from belong_assess.workflows.make_template import Wanted, make_template, prefilled_whole
from belong_assess.workflows.methods import open_method

NAME = "Region of Anywhere"
"""What a random submission writes wherever words are asked for."""

STRINGS = "xl/sharedStrings.xml"


def filled_in(folder: Path, count: int) -> list[Path]:
    """Write so many different filled-in templates."""
    assessment, rng = open_method(METHOD), Random(SEED)
    template = make_template(Wanted(method=METHOD), assessment.language).template
    paths = []
    for number in range(count):
        path = folder / f"distinct-{number:03}.xlsx"
        path.write_bytes(render_template(prefilled_whole(template, submission(assessment, rng))))
        paths.append(path)
    return paths


def saved_by_office(paths: list[Path], folder: Path) -> list[Path]:
    """Let LibreOffice open and save each, where there is one."""
    office = shutil.which("soffice")
    if office is None:
        return paths
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "saved"), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True)
    return [folder / "saved" / path.name for path in paths]


def copied(source: Path, target: Path, name: str) -> None:
    """Copy a workbook, with another name for its region."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == STRINGS:
                content = content.replace(NAME.encode(), name.encode())
            new.writestr(part.filename, content)


def main() -> None:
    """Fill a folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=1_000)
    parser.add_argument("--distinct", type=int, default=50)
    wanted = parser.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        distinct = saved_by_office(filled_in(Path(made), min(wanted.distinct, wanted.files)), Path(made))
        for number in range(wanted.files):
            copied(distinct[number % len(distinct)], wanted.folder / f"region-{number:05}.xlsx", f"Region {number:05}")


if __name__ == "__main__":
    main()
