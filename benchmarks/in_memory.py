"""Times scoring, reading and saving inside one process, on the package that this interpreter imports; writes JSON.

`run.py` starts it with the interpreter of the venv that holds the wheel. Submissions are random, with a fixed seed, and
pass the gate once, before any clock runs.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from random import Random
from statistics import median
from typing import Any, assert_never

from naive_score import open_method as open_method_naively
from naive_score import parsed

from belong_assess.files.compiled import cache_folder
from belong_assess.files.drafts import new_draft
from belong_assess.files.submissions import FORMAT, load_submission
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import (
    Answer,
    Choice,
    Count,
    Day,
    Figure,
    FreeText,
    Group,
    Item,
    Measure,
    Pair,
    Pick,
    Steps,
    Ticks,
)
from belong_assess.responses.capture import capture
from belong_assess.responses.submission import Entry, Profile, Submission
from belong_assess.scoring.engine import score
from belong_assess.workflows.methods import open_method

METHOD = "regional"
SEED = 2026
DISTINCT = 1_000
UNANSWERED = 0.06
EVIDENCE = {"kind": "decision", "title": "Strategy for living together", "reference": "12/2025", "date": "2025-11-18"}
REPEATS = 5


def raw_answer(assessment: Assessment, answer: Answer, rng: Random) -> Any:
    """Answer one question at random, as it would stand in a file."""
    match answer:
        case Choice() | Steps():
            return {"value": rng.choice(assessment.options_of(answer)).value}
        case Ticks():
            return {"ticked": [option.id for option in answer.options if rng.random() < 0.5] or ["none"]}
        case Pair():
            return {"first": rng.randint(1, 90), "second": rng.randint(1, 90), "persons": rng.randint(50, 5000)}
        case Count() | Measure() | Figure():
            low, high = int(answer.minimum or 0), 60 if answer.maximum is None else int(answer.maximum)
            return {"number": rng.randint(low, high)}
        case FreeText():
            return "Region of Anywhere"
        case Day():
            return "2026-06-30"
        case Pick():
            return [rng.choice(answer.options).id]
        case Group():
            raise NotImplementedError("the shipped method asks no group")
        case _:
            assert_never(answer)


def raw_without_answer(item: Item, rng: Random) -> Any:
    """Leave a question blank, or give one of the states that it offers."""
    offered: list[Any] = ["DK", None]
    if item.competence is not None:
        offered.append({"state": "NC", "holder": "the state", "reason": "federal law"})
    if "NA" not in item.refuses:
        offered.append({"state": "NA", "reason": "absent"})
    return rng.choice(offered)


def raw_response(assessment: Assessment, item: Item, rng: Random) -> Any:
    """Answer all but a few questions, half of them with evidence."""
    if rng.random() < UNANSWERED:
        return raw_without_answer(item, rng)
    raw = raw_answer(assessment, item.answer, rng)
    confidence = {"confidence": rng.choice(("low", "medium", "high"))}
    return raw | confidence | ({"evidence": [EVIDENCE]} if rng.random() < 0.5 else {})


def captured(assessment: Assessment, raws: Iterable[tuple[str, Any]]) -> dict[str, Entry]:
    """Pass raw answers through the gate. None of them may be refused: a refused answer costs less to score."""
    entries = {}
    for item_id, raw in raws:
        made = capture(assessment, item_id, raw)
        assert all(problem.severity != "error" for problem in made.problems), made.problems
        if made.entry is not None:
            entries[item_id] = made.entry
    return entries


def submission(assessment: Assessment, rng: Random) -> Submission:
    """Make one submission: every fact, the full tier, the profile of a random kind of region."""
    asked = assessment.questionnaire
    preset = rng.choice(asked.competences.presets)
    facts = ((item.id, raw_answer(assessment, item.answer, rng)) for item in assessment.facts.values())
    answers = ((item.id, raw_response(assessment, item, rng)) for item in assessment.items.values())
    return Submission(
        questionnaire=asked.id,
        version=asked.version,
        hash=assessment.questionnaire_hash,
        tier=list(assessment.tier_rank)[-1],
        context=captured(assessment, facts),
        profile=Profile(preset.id, preset.roles),
        answers=captured(assessment, answers),
    )


def terms_of(assessment: Assessment, submissions: Iterable[Submission]) -> int:
    """Score each submission, count the terms of all its receipts, and drop the result."""
    return sum(len(node.receipt.children) for each in submissions for node in score(assessment, each).nodes.values())


def floor(weights: Sequence[tuple[str, int]], tables: Iterable[dict[str, int]]) -> int:
    """The least that any scorer in plain Python does: one look-up and one multiply-add for each question."""
    total = 0
    for points in tables:
        for item_id, weight in weights:
            total += weight * points[item_id]
    return total


def clocked(work: Callable[[], int]) -> tuple[float, float, int]:
    """Run once; return CPU seconds, wall seconds and what came out."""
    wall, cpu = time.perf_counter(), time.process_time()
    made = work()
    return time.process_time() - cpu, time.perf_counter() - wall, made


def repeated(work: Callable[[], int], times: int) -> dict[str, float]:
    """Run several times; return the medians of CPU and wall seconds."""
    runs = [clocked(work) for _ in range(times)]
    return {"cpu": median(run[0] for run in runs), "wall": median(run[1] for run in runs), "made": runs[0][2]}


def scoring(assessment: Assessment, counts: Sequence[int]) -> dict[str, Any]:
    """Score so many submissions, each count beside its floor; counts over 1,000 go round the same 1,000."""
    rng = Random(SEED)
    distinct = [submission(assessment, rng) for _ in range(DISTINCT)]
    weights = [(item_id, 1 + index % 3) for index, item_id in enumerate(assessment.items)]
    tables = [{item_id: rng.randint(0, 100) for item_id in assessment.items} for _ in distinct]
    terms_of(assessment, distinct[:1])
    gc.collect()
    gc.freeze()  # what was made beforehand is no part of what is timed; garbage made while scoring is still looked for

    def cost(count: int) -> dict[str, Any]:
        times = REPEATS if count <= DISTINCT else 1
        held = repeated(lambda: terms_of(assessment, _first(distinct, count)), times)
        return {"count": count, **held, "floor": repeated(lambda: floor(weights, _first(tables, count)), times)["cpu"]}

    answered = sum(len(each.answers) for each in distinct) / DISTINCT
    return {"questions": len(assessment.items), "given": answered, "runs": [cost(count) for count in counts]}


def _first(held: Sequence[Any], count: int) -> Iterator[Any]:
    return islice(cycle(held), count)


def reading(assessment: Assessment, path: Path, times: int) -> list[dict[str, Any]]:
    """Read one submission file, and the method, each beside what a naive program does; seconds."""
    text = path.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        as_json = Path(folder) / "submission.json"
        as_json.write_text(json.dumps(parsed(path), ensure_ascii=False), encoding="utf-8")
        held = as_json.read_text(encoding="utf-8")
        pairs: list[tuple[str, Callable[[], object], Callable[[], object]]] = [
            ("a submission, YAML", lambda: load_submission(path, assessment), lambda: parsed(path)),
            ("a submission, JSON", lambda: load_submission(as_json, assessment), lambda: json.loads(held)),
            ("the method, from the cache", lambda: open_method(METHOD), open_method_naively),
        ]
        rows = [{"name": name, "size": len(text), **_beside(work, base, times)} for name, work, base in pairs]
    assert cache_folder().is_dir()
    return rows


def _beside(work: Callable[[], object], base: Callable[[], object], times: int) -> dict[str, float]:
    """Time a work and its baseline in turn, once before the clock runs."""
    both = [(_seconds(work), _seconds(base)) for _ in range(times + 1)][1:]
    return {
        "wall": median(own for own, _ in both),
        "base": median(other for _, other in both),
        "ratio": median(own / other for own, other in both),
    }


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def saving(folder: Path, times: int) -> dict[str, float]:
    """Save answers one by one, each beside appending one line of the same size to another file and syncing it; seconds."""
    head = {"format": FORMAT, "questionnaire": METHOD, "version": "0", "status": "draft"}
    draft = new_draft(folder / "saving.yaml", head, lambda: datetime.now(UTC))
    history = folder / "saving.history.jsonl"
    rows = []
    with (folder / "lines").open("ab", buffering=0) as lines:

        def append(size: int) -> None:
            lines.write(b"x" * (size - 1) + b"\n")
            os.fsync(lines.fileno())

        for number in range(times + 1):
            answer = {"value": number % 5, "confidence": "high", "evidence": [EVIDENCE]}
            before = history.stat().st_size
            own = _seconds(lambda: draft.change(("answers", f"A{number % 111}"), answer, "strategy unit"))  # noqa: B023
            size = history.stat().st_size - before
            rows.append((own, _seconds(lambda: append(size)), size))  # noqa: B023
    draft.leave()
    owns, bases, sizes = zip(*rows[1:], strict=True)
    ratio = median(own / base for own, base in zip(owns, bases, strict=True))
    return {"wall": median(owns), "base": median(bases), "ratio": ratio, "size": median(sizes)}


def main() -> None:
    """Time what is asked for and print it as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--counts", type=int, nargs="*", default=[])
    parser.add_argument("--file", type=Path)
    parser.add_argument("--saving", type=Path)
    parser.add_argument("--times", type=int, default=15)
    asked = parser.parse_args()
    assessment = open_method(METHOD)
    made: dict[str, Any] = {}
    if asked.counts:
        made["scoring"] = scoring(assessment, asked.counts)
    if asked.file:
        made["reading"] = reading(assessment, asked.file, asked.times)
    if asked.saving:
        made["saving"] = saving(asked.saving, asked.times)
    print(json.dumps(made))


if __name__ == "__main__":
    main()
