"""Times `batch` on filled-in workbooks, beside unzipping and parsing the same files and beside openpyxl all the way.

    python benchmarks/batch.py --python VENV/bin/python [--files 1000] [--rounds 3] [--large 10000]

`VENV` holds the installed package. Prints Markdown. Linux only: memory is read from /proc. Every ratio is the median of the
rounds' ratios within one run; the naive baseline reads a tenth of the files, and its time is taken ten times.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent.resolve()
NAIVE_SHARE = 10
LOOKS = 0.02
"""Seconds between two looks at the memory of the processes."""

YARDSTICK = """
import sys, zipfile
from pathlib import Path
from xml.parsers import expat
for path in sorted(Path(sys.argv[1]).glob("*.xlsx")):
    with zipfile.ZipFile(path) as package:
        for part in package.namelist():
            if part.endswith((".xml", ".rels")):
                expat.ParserCreate().Parse(package.read(part), True)
"""


class Run:
    """One process with its children: wall time, CPU time, and the peak memory of the first and of its largest child."""

    def __init__(self, command: Sequence[str], accepted: Sequence[int] = (0,)) -> None:
        begin = time.perf_counter()
        self.own, self.child = 0, 0
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment())
        while process.poll() is None:
            self._look(process.pid)
            time.sleep(LOOKS)
        self.wall = time.perf_counter() - begin
        if process.returncode not in accepted:
            assert process.stderr is not None
            raise SystemExit(f"{' '.join(command)}\n{process.stderr.read().decode()}")

    def _look(self, pid: int) -> None:
        self.own = max(self.own, peak_of(pid))
        for child in children_of(pid):
            self.child = max(self.child, peak_of(child))


def environment() -> Mapping[str, str]:
    """Return what the processes see: the same on every machine."""
    return {"PATH": os.environ.get("PATH", ""), "HOME": os.environ.get("HOME", "/"), "LANG": "C.UTF-8"}


def peak_of(pid: int) -> int:
    """Return the peak memory of a process in kB; 0 where it has gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def children_of(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()]
    except OSError:
        return []


class Bench:
    """The folders and commands of one benchmark."""

    def __init__(self, python: str, scratch: Path, files: int) -> None:
        self.python, self.scratch, self.files = python, scratch, files
        self.folder = scratch / f"returns-{files}"
        self.few = scratch / "few"
        self.changes = 0

    def fill(self) -> None:
        """Make the workbooks."""
        say(f"filling in {self.files} workbooks")
        subprocess.run(
            [self.python, str(HERE / "make_returns.py"), str(self.folder), "--files", str(self.files)], check=True
        )
        self.few.mkdir(exist_ok=True)
        for path in sorted(self.folder.glob("*.xlsx"))[::NAIVE_SHARE]:
            shutil.copy(path, self.few / path.name)

    def batch(self, *more: str) -> Run:
        """Run the batch; exit code 1 says that some answers need a look."""
        program = str(Path(self.python).parent / "belong-assess")
        output = str(self.scratch / "results.xlsx")
        return Run([program, "--lang", "en", "batch", str(self.folder), "-o", output, "--quiet", *more], (0, 1))

    def yardstick(self) -> Run:
        """Unzip and parse."""
        return Run([self.python, "-c", YARDSTICK, str(self.folder)])

    def naive(self) -> Run:
        """Run openpyxl all the way on some of the files."""
        return Run([self.python, str(HERE / "naive_batch.py"), str(self.few), str(self.scratch / "naive.xlsx")])

    def one_changed(self) -> Run:
        """Run again after one file has changed."""
        first, *others = sorted(self.folder.glob("*.xlsx"))
        self.changes += 1
        shutil.copy(others[-self.changes], first)
        return self.batch()


def measured(bench: Bench, rounds: int) -> dict[str, list[Run]]:
    """Run every case once a round."""
    held: dict[str, list[Run]] = {name: [] for name in ("yardstick", "batch", "one worker", "again", "one changed", "naive")}
    cases: dict[str, Callable[[], Run]] = {
        "yardstick": bench.yardstick,
        "batch": lambda: bench.batch("--fresh"),
        "again": bench.batch,
        "one changed": bench.one_changed,
        "one worker": lambda: bench.batch("--fresh", "--jobs", "1"),
        "naive": bench.naive,
    }
    for number in range(rounds):
        for name, run in cases.items():
            say(f"round {number + 1} of {rounds}: {name}")
            held[name].append(run())
    return held


AIMS = {"batch": 2.0, "again": 0.2}
SHOWN = {
    "yardstick": "unzip and parse, one process (the yardstick)",
    "batch": "`batch`, all cores",
    "one worker": "`batch --jobs 1`",
    "again": "`batch` again, nothing changed",
    "one changed": "`batch` again, one file changed",
    "naive": "openpyxl all the way, one process",
}


def report(held: Mapping[str, list[Run]], files: int) -> str:
    """Write the table."""
    lines = ["| what | x yardstick | seconds | ms a file | MB, first process | MB, largest worker | aim |"]
    lines.append("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, runs in held.items():
        factor = NAIVE_SHARE if name == "naive" else 1
        ratio = median(factor * run.wall / base.wall for run, base in zip(runs, held["yardstick"], strict=True))
        wall = factor * median(run.wall for run in runs)
        aim = f"{AIMS[name]:g} or less: {'reached' if ratio <= AIMS[name] else 'missed'}" if name in AIMS else ""
        peaks = [f"{max(run.own for run in runs) / 1024:.0f}", f"{max(run.child for run in runs) / 1024:.0f}"]
        lines.append(
            f"| {SHOWN[name]} | {ratio:.2f} | {wall:.1f} | {1000 * wall / files:.1f} | {' | '.join(peaks)} | {aim} |"
        )
    faster = median(NAIVE_SHARE * slow.wall / fast.wall for slow, fast in zip(held["naive"], held["batch"], strict=True))
    verdict = "reached" if faster >= 8 else "missed"
    return "\n".join([*lines, "", f"`batch` is {faster:.1f} times as fast as openpyxl all the way (8 or more: {verdict})."])


def say(text: str) -> None:
    """Tell how far it is."""
    sys.stderr.write(f"{text}\n")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--files", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--large", type=int, default=0, help="so many files more, once, for memory and growth")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(wanted.python, Path(scratch), wanted.files)
        bench.fill()
        held = measured(bench, wanted.rounds)
        print(f"{wanted.files:,} workbooks, {wanted.rounds} rounds, load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores\n")
        print(report(held, wanted.files))
        if wanted.large:
            large = Bench(wanted.python, Path(scratch), wanted.large)
            large.fill()
            run, few = large.batch("--fresh", "--force"), median(each.wall for each in held["batch"])
            growth = run.wall / wanted.large / (few / wanted.files)
            sizes = (
                f"{run.own / 1024:.0f} MB in the first process (aim 128), {run.child / 1024:.0f} MB in a worker (aim 100)"
            )
            print(f"\n{wanted.large:,} workbooks: {run.wall:.0f} s, {growth:.2f} times as long a file; {sizes}.")


if __name__ == "__main__":
    main()
