"""Times how workbooks are read, beside what no reader can do without: unzip and XML parse of the same parts.

    python benchmarks/reading_workbooks.py                   a workbook of 300 rows x 17 columns, as it is made here
    python benchmarks/reading_workbooks.py FILE.xlsx ...     workbooks of your own

Runs in one process on the package that this interpreter imports, and prints Markdown. Cases take turns, in another order
each round, each a few times over, as in a batch; the middle one counts, in CPU time, so that waiting for a core does not.
A ratio is the median of the rounds' ratios. If LibreOffice is there, a copy that it saved is read as well, as returns
mostly are.
"""

from __future__ import annotations

import argparse
import gc
import shutil
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from statistics import median
from xml.parsers import expat

import openpyxl
import xlsxwriter

from belong_assess.files.workbooks.reading import read_book

ROUNDS, TIMES = 20, 5
ROWS, COLUMNS = 300, 17
WORDS = (
    "region",
    "written",
    "plan",
    "for",
    "living",
    "together",
    "adopted",
    "by",
    "its",
    "council",
    "with",
    "funds",
    "yearly",
)
OPTIONS = ("0 nothing in place", "1 in preparation", "2 in some places", "3 in most places", "4 throughout the territory")
NEEDED = ("xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml")
LIMIT = "unzip and XML parse, nothing kept"
AIMS: Mapping[str, float] = {"gate and fast reader": 1.4}


def main() -> None:
    """Read the command line, time each file, print its table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for title, path in [(file.name, file) for file in options.files] or list(_made(Path(folder))):
            _print_table(title, path, options.rounds)


def _made(folder: Path) -> Iterator[tuple[str, Path]]:
    path = folder / "return.xlsx"
    _write(path)
    yield f"{ROWS} rows x {COLUMNS} columns, by XlsxWriter", path
    if shutil.which("soffice"):
        (folder / "saved").mkdir()
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "saved"), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=240)
        yield "the same, saved by LibreOffice", folder / "saved" / path.name


def _write(path: Path) -> None:
    """Write a workbook of the shape of a return: ids and questions, some answers, many formatted cells that are empty."""
    rng = Random(2026)
    book = xlsxwriter.Workbook(str(path))
    sheet, entry = book.add_worksheet("Questions"), book.add_format({"locked": False, "text_wrap": True, "border": 1})
    for row in range(ROWS):
        for column in range(COLUMNS):
            match column:
                case 0:
                    sheet.write_string(row, column, f"A{row // 10}.{row % 10}")
                case 2:
                    sheet.write_string(row, column, " ".join(rng.choices(WORDS, k=12)), entry)
                case 3:
                    sheet.write_string(row, column, OPTIONS[row % 5], entry)
                case 5 if row % 2:
                    sheet.write_string(row, column, " ".join(rng.choices(WORDS, k=6)), entry)
                case 6 if row % 3 == 0:
                    sheet.write_number(row, column, rng.randrange(100), entry)
                case _:
                    sheet.write_blank(row, column, None, entry)
        if row < 111:
            sheet.data_validation(row, 3, row, 3, {"validate": "list", "source": ["0", "1", "2", "3", "4"]})
    lists = book.add_worksheet("lists")
    for row, option in enumerate(OPTIONS * 12):
        lists.write_string(row, 0, f"{option} {row}")
    lists.hide()
    book.close()


def _limit(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name in NEEDED or name.startswith("xl/worksheets/sheet"):
                expat.ParserCreate().Parse(package.read(name), True)


def _ours(path: Path, *, careful: bool) -> None:
    book, problems = read_book(path, careful=careful)
    assert book is not None, problems
    for name in book.names:
        book.sheet(name)


def _openpyxl(path: Path) -> None:
    book = openpyxl.load_workbook(path, read_only=True, keep_links=False)
    for sheet in book.worksheets:
        for _ in sheet.iter_rows(values_only=True):
            pass
    book.close()


def _print_table(title: str, path: Path, rounds: int) -> None:
    cases: dict[str, Callable[[], None]] = {
        LIMIT: lambda: _limit(path),
        "gate and fast reader": lambda: _ours(path, careful=False),
        "gate and careful reader": lambda: _ours(path, careful=True),
        "openpyxl, read-only": lambda: _openpyxl(path),
    }
    seconds = _timed(cases, rounds)
    print(f"\n## {title} ({path.stat().st_size / 1e3:.0f} kB), {rounds} rounds\n")
    print("| read by | CPU ms | ratio | aim |\n| --- | ---: | ---: | ---: |")
    for name, own in seconds.items():
        ratio = median(each / base for each, base in zip(own, seconds[LIMIT], strict=True))
        aim = f"{AIMS[name]:.1f}" if name in AIMS else ""
        print(f"| {name} | {median(own) * 1e3:.2f} | {ratio:.2f} | {aim} |")


def _timed(cases: Mapping[str, Callable[[], None]], rounds: int) -> dict[str, list[float]]:
    """Time every case in each round; one round before the first is dropped."""
    seconds: dict[str, list[float]] = {name: [] for name in cases}
    names = list(cases)
    gc.freeze()
    for number in range(rounds + 1):
        for name in names[number % len(names) :] + names[: number % len(names)]:
            took = median(_seconds(cases[name]) for _ in range(TIMES))
            if number:
                seconds[name].append(took)
    return seconds


def _seconds(case: Callable[[], None]) -> float:
    began = time.process_time()
    case()
    return time.process_time() - began


if __name__ == "__main__":
    main()
