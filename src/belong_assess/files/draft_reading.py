"""Reads the files of a draft, and words what keeps them from being taken up."""

from __future__ import annotations

from pathlib import Path

from belong_assess.errors import DraftError
from belong_assess.files.disk import Disk
from belong_assess.files.draft_names import Names
from belong_assess.files.history import History, NewerHistory, read_history
from belong_assess.files.recovery import Filed, NotRecovered
from belong_assess.files.submissions import KEYS
from belong_assess.files.text import MAX_BYTES, is_there
from belong_assess.files.yaml_dialect import Document, read_yaml
from belong_assess.problems import Location, Problem, closest, has_errors, kind_of


def history_of(names: Names, disk: Disk) -> History:
    try:
        return read_history(disk.read(names.history) or b"")
    except NewerHistory as error:
        raise DraftError("draft.error.newer_history", file=names.history.name, found=str(error)) from error


def filed_data(content: bytes, names: Names, path: Path) -> tuple[Filed, tuple[Problem, ...]]:
    """Read the file of a draft; return it with what there is to say about it."""
    document, problems = _document(content, str(path))
    if has_errors(problems):
        other = any(problem.code == "submission.not_a_submission" for problem in problems) and not is_there(names.history)
        reason = "other_file" if other else f"damaged.{_way_out(names)}"
        raise DraftError(f"draft.error.{reason}", problems=problems, **_siblings(names, path))
    unknown = [
        Problem("submission.unknown_key", document.where((key, "")), {"found": key, "closest": closest(key, KEYS)})
        for key in document.data
        if key not in KEYS
    ]
    return Filed(content, document.data), (*problems, *unknown, *_comments(content, str(path)))


def _comments(content: bytes, file: str) -> list[Problem]:
    """Find comments that stand alone on their line: the file that the program writes has none."""
    lines = [number for number, text in enumerate(content.splitlines(), 1) if text.lstrip().startswith(b"#")]
    return [Problem("draft.comments", Location(file), {"found": str(lines[0])})] if lines else []


def _document(content: bytes, file: str) -> tuple[Document, list[Problem]]:
    """Read a submission as plain data, and say what keeps it from being one."""
    if len(content) > MAX_BYTES:
        facts = {"found": f"{len(content) / 1e6:.1f}", "expected": f"{MAX_BYTES / 1e6:.0f}"}
        return Document(file), [Problem("file.too_large", Location(file), facts)]
    try:
        document = read_yaml(content.decode("utf-8-sig"), file)
    except UnicodeDecodeError as error:
        return Document(file), [Problem("file.not_text", Location(file), {"found": str(error.start)})]
    if document.data is None and not has_errors(document.problems):
        return document, [*document.problems, Problem("file.empty", Location(file, 1, 1))]
    if document.data is not None and not (isinstance(document.data, dict) and "questionnaire" in document.data):
        facts = {"found": kind_of(document.data), "expected": "questionnaire"}
        return document, [*document.problems, Problem("submission.not_a_submission", Location(file, 1, 1), facts)]
    return document, document.problems


def not_recovered(error: NotRecovered, names: Names, path: Path) -> DraftError:
    """Word why file and history cannot be brought together."""
    way_out = f".{_way_out(names)}" if error.reason == "no_start" else ""
    said = {name: error.facts.get(name, "") for name in ("found", "expected", "count")}
    return DraftError(f"draft.error.{error.reason}{way_out}", problems=(), **said, **_siblings(names, path))


def _way_out(names: Names) -> str:
    """Name from what a damaged file can be made again."""
    if is_there(names.history) and is_there(names.file):
        return "history"
    return "backup" if is_there(names.backup) else "alone"


def _siblings(names: Names, path: Path) -> dict[str, str]:
    return {"file": str(path), "history": names.history.name, "backup": names.backup.name}


def notes_on_history(history: History, names: Names) -> list[Problem]:
    """Say what is damaged or missing in the history."""
    where = str(names.history.name)
    notes = [Problem("draft.history_line", Location(where, number, 1)) for number in history.damaged]
    if history.seen > history.size:
        notes.append(Problem("draft.line_cut", Location(where)))
    if not history.seen and is_there(names.backup):
        notes.append(Problem("draft.history_missing", Location(where)))
    return notes
