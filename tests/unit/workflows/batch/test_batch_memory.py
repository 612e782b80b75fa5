"""What a batch takes of memory: as little for many files as for few, in the process that gathers and in those that read."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.batches import fill
from support.command import PROGRAM, surroundings

MOST_HERE, MOST_IN_A_WORKER = 128, 100
"""Megabytes, for ten thousand files; measured with that many: 107 and 38. The tests have fewer, and so more room."""
FEW, MANY = 300, 1_500


def peaks(folder: Path, count: int) -> tuple[int, int]:
    """Return the highest memory in MB of the program and of its largest worker."""
    fill(folder / "in", [f"r{number:04}.json" for number in range(count)])
    (folder / "out").mkdir(exist_ok=True)
    arguments = ["batch", str(folder / "in"), "-o", str(folder / "out"), "--fresh", "--jobs", "2", "--quiet"]
    here = workers = 0
    with subprocess.Popen([*PROGRAM, *arguments], stdout=subprocess.DEVNULL, env=surroundings()) as started:
        while started.poll() is None:
            here = max(here, *_held(started.pid), 0)
            workers = max(workers, 0, *(size for child in _children(started.pid) for size in _held(child)))
            try:
                started.wait(0.05)
            except subprocess.TimeoutExpired:
                continue
    assert started.returncode == 0
    return here // 1024, workers // 1024


def _children(parent: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def _held(process: int) -> Iterator[int]:
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return
    yield from (int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads memory from /proc")
def test_memory_is_bounded(tmp_path: Path) -> None:
    few, many = peaks(tmp_path, FEW), peaks(tmp_path, MANY)
    assert 10 < few[0] <= many[0] + 5
    assert few[1] > 10
    assert many[0] < MOST_HERE
    assert many[1] < MOST_IN_A_WORKER
    growth = (many[0] - few[0]) / (MANY - FEW)
    assert many[0] + growth * (10_000 - MANY) < 2 * MOST_HERE, "a file more is a few kilobytes more, wherever one begins"
