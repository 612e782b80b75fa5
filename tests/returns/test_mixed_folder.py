"""A folder of 300: forty broken, three given twice, two languages, three formats; the right list, and the same bytes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from support.batches import codes, contents, records
from support.methods import ROOT
from support.recipes import make, recipes
from support.scored import raw_example
from support.starts import start

from belong_assess.problems import CODES

pytestmark = pytest.mark.slow

TEXTS, BOOKS, TABLES, BROKEN, TWICE = 120, 100, 37, 40, 3
NAME, CODE = "Comunidad de Val Serrano", "XX52"
"""What the example of the workbooks calls itself: each copy gets words of its own."""

PLACES = {
    "one": {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "other": {"TZ": "America/Caracas", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "77"},
}
"""Two environments that have nothing in common."""


@dataclass
class Folder:
    """The files by their names, and what must be said of each that is not in order."""

    files: dict[str, bytes] = field(default_factory=dict)
    rejected: dict[str, set[str]] = field(default_factory=dict)
    doubtful: dict[str, set[str]] = field(default_factory=dict)
    doubles: set[str] = field(default_factory=set)

    def write(self, folder: Path, order: Callable[[list[str]], list[str]]) -> Path:
        """Put the files into a folder, in this order."""
        folder.mkdir(parents=True)
        for name in order(list(self.files)):
            (folder / name).write_bytes(self.files[name])
        return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    held = Folder()
    held.files |= dict(texts())
    held.files |= dict(workbooks())
    held.files |= dict(tables())
    break_some(held, tmp_path_factory.mktemp("broken"))
    give_twice(held)
    assert len(held.files) == TEXTS + BOOKS + TABLES + BROKEN + TWICE == 300
    return held


def texts() -> Iterator[tuple[str, bytes]]:
    """Text files of several lengths of the questionnaire."""
    for number in range(TEXTS):
        data = json.loads(json.dumps(raw_example(("verdemar", "kestrelmoor", "drawina")[number % 3]), default=float))
        data.pop("own_questions", None)
        data["answers"] = {asked: raw for asked, raw in data["answers"].items() if not asked.startswith("X")}
        data["context"] |= {"region_name": f"Textland {number}", "region_code": f"TX{number:03}"}
        yield f"text-{number:03}.json", json.dumps(data, ensure_ascii=False).encode()


def workbooks() -> Iterator[tuple[str, bytes]]:
    """Filled-in templates, half of them in Spanish."""
    for number in range(BOOKS):
        begun = start(example="serrano", language=("en", "es")[number % 2])
        yield f"book-{number:03}.xlsx", renamed(begun.content, f"Bookland {number}", f"BK{number:03}")


def renamed(content: bytes, name: str, code: str) -> bytes:
    """Give the region of a workbook a name and code of its own; what is no package stays as it is."""
    if not zipfile.is_zipfile(BytesIO(content)):
        return content
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            held = old.read(part).replace(NAME.encode(), name.encode()).replace(CODE.encode(), code.encode())
            new.writestr(zipfile.ZipInfo(part), held, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tables() -> Iterator[tuple[str, bytes]]:
    """Tables of one region each, with semicolons, as spreadsheets of many countries write them."""
    answers = {f"A{area}.1": str(area % 5) for area in (1, 2, 5, 6, 8, 10, 11, 13, 14, 15, 16)}
    for number in range(TABLES):
        said = {"region_name": f"Tableland {number}", "region_code": f"TB{number:03}", "country": "Tabland"}
        row = {**said, "questionnaire": "regional", "version": "0.1.0", "tier": "express", **answers}
        yield f"table-{number:03}.csv", f"{';'.join(row)}\r\n{';'.join(row.values())}\r\n".encode()


def break_some(held: Folder, scratch: Path) -> None:
    """Workbooks with doubts, each of another kind, from the recipes; and text files with an error."""
    ours = [recipe for recipe in recipes("broken").values() if not recipe.office]
    kinds = [each for each in ours if each.start.get("example") == "serrano" and has_error(codes_of(each.problems))]
    texts = [path for path in sorted((ROOT / "examples" / "broken").glob("answer-*.yaml")) if has_error({code_of(path)})]
    for number, recipe in enumerate(kinds[: BROKEN - 10]):
        where = scratch / recipe.name
        where.mkdir()
        made = make(recipe, where)
        name = f"broken-{recipe.name}{made.path.suffix}"
        held.files[name] = renamed(made.path.read_bytes(), f"Doubtland {number}", f"DB{number:03}")
        wanted = codes_of(recipe.problems)
        (held.rejected if recipe.letter else held.doubtful)[name] = wanted
    for path in texts[: BROKEN - len(kinds[: BROKEN - 10])]:
        name = f"broken-{path.name}"
        held.files[name] = path.read_bytes().replace(b"Nowhere Hills", f"Hills of {path.stem}".encode())
        held.doubtful[name] = {code_of(path)}


def codes_of(told: Sequence[str]) -> set[str]:
    """The codes that a recipe expects."""
    return {each.partition(" ")[0] for each in told}


def code_of(path: Path) -> str:
    """The code after which a broken example is named."""
    return path.stem.replace("-", ".", 1)


def has_error(told: set[str]) -> bool:
    """Say whether one of these codes leaves something unread."""
    return any(CODES[code] == "error" for code in told)


def give_twice(held: Folder) -> None:
    """The same file under another name; the same region in another file; the same region by its code."""
    first, second, third = (f"book-{number:03}.xlsx" for number in (10, 20, 30))
    held.files["again-copy.xlsx"] = held.files[first]
    held.files["again-name.xlsx"] = renamed(start(example="serrano").content, "Bookland 20", "BK020")
    held.files["again-code.json"] = held.files["text-003.json"].replace(b"Textland 3", b"Land of Text 3")
    held.doubles = {first, second, "text-003.json", "again-copy.xlsx", "again-name.xlsx", "again-code.json"}
    assert third in held.files


def run(place: str, folder: Path, output: Path) -> subprocess.CompletedProcess[str]:
    """Score a folder in a process of its own, in one of the two environments."""
    command = [sys.executable, "-m", "belong_assess", "--lang", "en", "batch", str(folder), "-o", str(output)]
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder.parent), **PLACES[place]}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)


@pytest.fixture(scope="module")
def scored(folder: Folder, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Where each of two batches wrote: other folders, files made in the opposite order, seconds apart."""
    outputs = {}
    for place, order in (("one", sorted), ("other", lambda names: sorted(names, reverse=True))):
        root = tmp_path_factory.mktemp(place)
        inputs = folder.write(root / place / "returns", order)
        done = run(place, inputs, root / "results.xlsx")
        assert done.returncode == 1, done.stderr
        outputs[place] = root
        time.sleep(2.1)  # packages count time in steps of two seconds
    return outputs


def test_the_list_is_right(folder: Folder, scored: Mapping[str, Path]) -> None:
    held = {record["file"]: record for record in records(scored["one"])}
    assert held.keys() == folder.files.keys()
    rejected = {name for name, record in held.items() if record["state"] == "rejected"}
    assert rejected == folder.rejected.keys()
    for name, wanted in {**folder.rejected, **folder.doubtful}.items():
        assert wanted <= set(codes(held[name])), name
    clean = held.keys() - folder.rejected.keys() - folder.doubtful.keys()
    severe = {name: codes(held[name]) for name in clean if errors(held[name])}
    assert not severe


def errors(record: Mapping[str, Any]) -> list[str]:
    return [problem["code"] for problem in record.get("problems", ()) if problem["severity"] == "error"]


def test_the_broken_ones_are_broken_in_different_ways(folder: Folder) -> None:
    kinds = Counter(frozenset(wanted) for wanted in {**folder.rejected, **folder.doubtful}.values())
    assert len(kinds) >= 20


def test_doubles_are_named_and_none_is_chosen(folder: Folder, scored: Mapping[str, Path]) -> None:
    manifest = json.loads((scored["one"] / "results.manifest.json").read_bytes())
    called = {call["file"] for call in manifest["summary"]["calls"] if call["code"] in ("same_region", "same_file")}
    assert called == folder.doubles
    held = {record["file"]: record for record in records(scored["one"])}
    assert all(held[name]["state"] == "scored" for name in folder.doubles)


def test_every_doubtful_file_has_something_to_go_back(folder: Folder, scored: Mapping[str, Path]) -> None:
    manifest = json.loads((scored["one"] / "results.manifest.json").read_bytes())
    severe = {record["file"] for record in records(scored["one"]) if record["state"] == "rejected" or errors(record)}
    back = {each["file"]: [made["file"] for made in each["returns"]] for each in manifest["inputs"] if each.get("returns")}
    assert back.keys() == severe
    written = {path.name for path in (scored["one"] / "results-returns").iterdir()}
    assert written == {name for names in back.values() for name in names}
    letters = {name for name in written if name.endswith(".txt")}
    assert len(letters) == len(folder.rejected)


def test_two_runs_give_the_same_bytes(scored: Mapping[str, Path]) -> None:
    one, other = (contents(root) for root in scored.values())
    assert one == other
    assert len(one) > BROKEN


def test_after_one_file_changes_only_that_one_is_read(folder: Folder, scored: Mapping[str, Path]) -> None:
    root = scored["other"]
    changed = root / "other" / "returns" / "text-050.json"
    before = {record["file"]: record for record in records(root)}
    changed.write_bytes(folder.files["text-050.json"].replace(b"Textland 50", b"Otherland"))
    done = run("one", changed.parent, root / "results.xlsx")
    assert done.returncode == 1, done.stderr
    after = {record["file"]: record for record in records(root)}
    assert after.pop(changed.name)["unit"] == "Otherland"
    assert before.pop(changed.name)["unit"] == "Textland 50"
    assert after == before
    manifest = json.loads((root / "results.manifest.json").read_bytes())
    assert len(manifest["inputs"]) == len(folder.files)
