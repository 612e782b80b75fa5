"""Folders of submissions to score together, and readers that do what real ones hopefully never do."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from belong_assess.language.texts import language
from belong_assess.workflows.batch.basis import Wishes
from belong_assess.workflows.batch.score_all import Means
from belong_assess.workflows.batch.score_batch import Batch, score_batch
from belong_assess.workflows.batch.targets import targets_at
from belong_assess.workflows.score_file import Rejected, Scored
from belong_assess.workflows.score_sources import score_source
from support.scored import raw_example

TABLES = ("csv", "json")
LOG, MARK = "BELONG_ASSESS_TEST_READS", "BELONG_ASSESS_TEST_MARK"
BROKEN = "questionnaire: nothing-of-ours\n"


@cache
def _example(region: str) -> str:
    return json.dumps(raw_example(region), default=float)


def submission(region_name: str, example: str = "verdemar", **changes: Any) -> str:
    """Return a submission as JSON: an example region under another name."""
    data = json.loads(_example(example))
    data["context"]["region_name"] = region_name
    return json.dumps({**data, **changes}, ensure_ascii=False)


def fill(folder: Path, names: Sequence[str]) -> Path:
    """Put one valid submission into a folder for each name, in this order."""
    for name in names:
        put(folder / name, submission(Path(name).stem))
    return folder


def put(path: Path, content: str | bytes) -> Path:
    """Write one file, and the folders around it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def run(*paths: Path, output: Path, means: Means | None = None, lists: Sequence[str] = (), **wishes: Any) -> Batch:
    """Score what stands at some paths."""
    held = replace(Wishes(formats=TABLES), **wishes)
    targets = targets_at(str(output), held.formats)
    means = means or Means(mark_up=nothing_back)
    return score_batch([str(path) for path in paths], lists, targets, held, language(), means=means)


def contents(folder: Path, stem: str = "results") -> Mapping[str, str]:
    """Return every output of a batch by its name, as a hash of its bytes."""
    files = sorted(
        path for path in folder.rglob("*") if path.is_file() and path.relative_to(folder).parts[0].startswith(stem)
    )
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def records(folder: Path, stem: str = "results") -> list[dict[str, Any]]:
    """Return the records that a batch wrote."""
    held: list[dict[str, Any]] = json.loads((folder / f"{stem}.json").read_bytes())["records"]
    return held


def codes(record: Mapping[str, Any]) -> list[str]:
    return [problem["code"] for problem in record.get("problems", ())]


# readers; each is a function of a module, so that any process can find it


def counting(path: Path, code: str, name: str, method: str, part: Any) -> Iterator[Scored | Rejected]:
    """Read as ever, and leave the name in a log."""
    with Path(os.environ[LOG]).open("a", encoding="utf-8") as log:
        log.write(f"{name}\n")
    yield from score_source(path, code, name, method)


def dying(path: Path, code: str, name: str, method: str, part: Any) -> Iterator[Scored | Rejected]:
    """End the process at files that are called so, each time."""
    if "deadly" in name:
        os.kill(os.getpid(), signal.SIGKILL)
    yield from score_source(path, code, name, method)


def dying_once(path: Path, code: str, name: str, method: str, part: Any) -> Iterator[Scored | Rejected]:
    """End the process at files that are called so, the first time."""
    mark = Path(os.environ[MARK])
    if "deadly" in name and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    yield from score_source(path, code, name, method)


def sleeping(path: Path, code: str, name: str, method: str, part: Any) -> Iterator[Scored | Rejected]:
    """Never come back from files that are called so."""
    if "slow" in name:
        time.sleep(600)
    yield from score_source(path, code, name, method)


def stumbling(path: Path, code: str, name: str, method: str, part: Any) -> Iterator[Scored | Rejected]:
    """Raise what a library might raise."""
    if "odd" in name:
        raise LookupError(name)
    yield from score_source(path, code, name, method)


def hoarding(path: Path, code: str, name: str, method: str, part: Any) -> Iterator[Scored | Rejected]:
    """Ask for more memory than there is."""
    if "huge" in name:
        bytearray(1 << 40)
    yield from score_source(path, code, name, method)


def cut(path: Path) -> Sequence[range]:
    """Cut a file with many submissions into parts of forty."""
    count = int(path.stem.partition("-")[0])
    return [range(start, min(start + 40, count)) for start in range(0, count, 40)]


def table(path: Path, code: str, name: str, method: str, part: range | None) -> Iterator[Scored | Rejected]:
    """A file with many submissions; `die at N` in its name ends the process there."""
    [read] = score_source(path, code, name, method)
    assert isinstance(read, Scored)
    count, _, death = path.stem.partition("-die-")
    for row in part or range(int(count)):
        if death and row == int(death):
            os.kill(os.getpid(), signal.SIGKILL)
        yield replace(read, place=f"row {row + 2}")


def returned(read: Scored | Rejected, code: str) -> tuple[str, bytes] | None:
    """Give everything doubtful back under one name."""
    file = read.file if isinstance(read, Rejected) else read.submission.file
    return "Marevalle.txt", f"{code} {file}\n".encode()


def nothing_back(read: Scored | Rejected, code: str) -> None:
    """Give nothing back."""
