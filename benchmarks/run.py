"""Times the installed program: its start, its scoring and its reading, each beside a baseline; prints Markdown.

    python benchmarks/run.py            about four minutes
    python benchmarks/run.py --quick    about one

Only the standard library is needed: the wheel is built and installed into a venv of its own. POSIX only.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import json
import os
import platform
import pty
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).parent.resolve()
ROOT = HERE.parent
EXAMPLE = ROOT / "examples" / "marevalle" / "submission.yaml"
"""The longest example: all 111 questions answered, half a page of evidence on most."""
COLUMNS, LINES = 80, 24
BARE = "bare"
FIRST_QUESTION = 1.5 * (1 + 15)
"""The prompts are the interpreter's own `input`: half as much again as a bare start and the aim of `score` together."""

GROUPS = ("starts", "memory", "reading", "saving")
SAVED = 500
"""So many answers are saved."""


@dataclass(frozen=True)
class Case:
    """One command line to start: its name in the table, its aim as a multiple of the bare start, its cache."""

    name: str
    shown: str
    command: tuple[str, ...]
    aim: float | None = None
    cold: bool = False


@dataclass(frozen=True)
class Start:
    """What one start cost, in seconds, and what it printed."""

    wall: float
    cpu: float
    printed: bytes


@dataclass
class Timed:
    """The starts of one case, one for each round."""

    case: Case
    starts: list[Start] = field(default_factory=list)

    def seconds(self, kind: str) -> list[float]:
        """Return one figure of every round."""
        return [getattr(start, kind) for start in self.starts]

    def ratio(self, other: Timed, kind: str) -> float:
        """Return the median of the rounds' ratios to another case."""
        return median(own / base for own, base in zip(self.seconds(kind), other.seconds(kind), strict=True))


# the venv with the wheel


def installed(venv: Path, python: str) -> Path:
    """Return the interpreter of a venv that holds the wheel; it is made where there is none yet."""
    interpreter = venv / "bin" / "python"
    if not interpreter.exists():
        say(f"building the wheel and installing it into {venv}")
        quietly(python, "-m", "venv", str(venv))
        with tempfile.TemporaryDirectory() as folder:
            quietly(str(interpreter), "-m", "pip", "wheel", "--no-deps", "--wheel-dir", folder, str(ROOT))
            (wheel,) = Path(folder).glob("*.whl")
            quietly(str(interpreter), "-m", "pip", "install", str(wheel))
    return interpreter


def quietly(*command: str) -> None:
    """Run a command; show what it said only where it failed."""
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}")


def about(interpreter: Path) -> dict[str, str]:
    """Ask the venv where the package comes from and which versions it holds. Refuses an editable installation."""
    code = (
        "import json, belong_assess as b, importlib.metadata as m;"
        "print(json.dumps({'file': b.__file__, 'version': b.__version__}"
        " | {n: m.version(n) for n in ('typer', 'rich', 'pydantic', 'PyYAML', 'openpyxl')}))"
    )
    told = subprocess.run([interpreter, "-c", code], capture_output=True, text=True, check=True, cwd="/")
    held: dict[str, str] = json.loads(told.stdout)
    if "site-packages" not in held.pop("file"):
        raise SystemExit("This venv imports the package from a checkout; the benchmarks time the installed wheel.")
    return held


# starting one process


def started(command: Sequence[str], environment: Mapping[str, str]) -> Start:
    """Start a command on a pseudo-terminal of 80 columns and wait until it has gone.

    Wall: from before the start until the end of its output. CPU: user and system time as the kernel accounts them.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    on_terminal = [(os.POSIX_SPAWN_DUP2, theirs, stream) for stream in (0, 1, 2)]
    begin = time.perf_counter()
    pid = os.posix_spawn(command[0], list(command), environment, file_actions=on_terminal)
    os.close(theirs)
    printed = b"".join(read_until_closed(ours))
    _, status, used = os.wait4(pid, 0)
    wall = time.perf_counter() - begin
    os.close(ours)
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"{' '.join(command)} failed:\n{printed.decode(errors='replace')}")
    return Start(wall, used.ru_utime + used.ru_stime, printed)


def read_until_closed(terminal: int) -> Iterator[bytes]:
    """Read what a process prints; a pseudo-terminal whose other side is closed gives an error on Linux."""
    with contextlib.suppress(OSError):
        while piece := os.read(terminal, 65536):
            yield piece


def begin_draft(draft: Path, replies: Path) -> None:
    """Write a draft that was hardly begun, and the replies that go to its first question and stop there."""
    head = EXAMPLE.read_text(encoding="utf-8").partition("\ncontext:")[0].replace("consolidated", "draft")
    draft.write_text(f"{head}\ncontext: {{region_name: Benchland}}\n", encoding="utf-8")
    replies.write_text("\nq\n", encoding="utf-8")


def cases(interpreter: Path, file: Path, scratch: Path) -> tuple[Case, ...]:
    """All starts; the first one is what the others are compared with."""
    draft, replies = scratch / "draft.yaml", scratch / "replies.txt"
    program = str(interpreter.parent / "belong-assess")
    naive = (str(interpreter), str(HERE / "naive_score.py"), str(file))
    return (
        Case(BARE, "bare interpreter: `python -c pass`", (str(interpreter), "-c", "pass")),
        Case("version", "`--version`", (program, "--version"), aim=8),
        Case("help", "`--help`", (program, "--help"), aim=8),
        Case("warm", "`score FILE`, warm cache", (program, "score", str(file)), aim=15),
        Case("cold", "`score FILE`, cold cache", (program, "score", str(file)), cold=True),
        Case("demo", "`demo`, warm cache", (program, "demo")),
        Case(
            "assess",
            "`assess DRAFT`, until its first question is asked",
            (program, "assess", str(draft), "--answers", str(replies)),
            aim=FIRST_QUESTION,
        ),
        Case("naive", "naive path: `naive_score.py FILE`", naive),
    )


def time_starts(chosen: Sequence[Case], rounds: int, scratch: Path) -> dict[str, Timed]:
    """Start every case once a round, in an order that rotates; a round before the first fills caches and is dropped."""
    timed = {case.name: Timed(case) for case in chosen}
    for number in range(-1, rounds):
        turn = number % len(chosen)
        for case in (*chosen[turn:], *chosen[:turn]):
            cache = scratch / ("cold" if case.cold else "warm")
            if case.cold:
                shutil.rmtree(cache, ignore_errors=True)
            start = started(case.command, environment(scratch, cache))
            if number >= 0:
                timed[case.name].starts.append(start)
        say(f"starts: round {number + 1} of {rounds}")
    agree(timed)
    return timed


def environment(scratch: Path, cache: Path) -> dict[str, str]:
    """Return a small environment, the same on every machine."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(scratch),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "BELONG_ASSESS_CACHE": str(cache),
    }


def agree(timed: Mapping[str, Timed]) -> None:
    """Warm, cold and naive must print the same report: a start that does less is not faster."""
    printed = {timed[name].starts[-1].printed for name in ("warm", "cold", "naive") if name in timed}
    if len(printed) > 1:
        raise SystemExit("The naive path prints another report than `score`: bring naive_score.py up to date.")


def in_memory(interpreter: Path, scratch: Path, *arguments: str) -> dict[str, Any]:
    """Run `in_memory.py` with the venv's interpreter, away from the checkout."""
    command = [str(interpreter), str(HERE / "in_memory.py"), *arguments]
    settings = environment(scratch, scratch / "warm")
    told = subprocess.run(command, capture_output=True, text=True, env=settings, cwd=scratch, check=False)
    if told.returncode:
        raise SystemExit(told.stderr)
    held: dict[str, Any] = json.loads(told.stdout)
    return held


# the tables


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a Markdown table: the first column to the left, figures to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def starts_table(timed: Mapping[str, Timed]) -> str:
    """Starts beside the bare interpreter, and beside the naive path where that was timed."""
    bare, naive = timed[BARE], timed.get("naive")
    rows = []
    for name, each in timed.items():
        ratio, milliseconds = each.ratio(bare, "wall"), 1000 * median(each.seconds("wall"))
        beside = f"{each.ratio(naive, 'wall'):.2f}" if naive and name in ("warm", "cold", "naive") else ""
        shown = [f"{ratio:.1f}", f"{each.ratio(bare, 'cpu'):.1f}", f"{milliseconds:.0f}", beside]
        rows.append([each.case.shown, *shown, verdict(each.case.aim, ratio)])
    return table(["start", "x bare, wall", "x bare, CPU", "ms", "x naive", "aim"], rows)


def verdict(aim: float | None, ratio: float) -> str:
    """Say whether an aim is reached."""
    return "" if aim is None else f"{aim:g} or less: {'reached' if ratio <= aim else 'missed'}"


def scoring_table(held: Mapping[str, Any]) -> str:
    """Submissions scored in memory, by count, beside the floor."""
    rows = []
    for run in held["runs"]:
        count, a_second = run["count"], run["count"] / run["wall"]
        each = [f"{a_second:,.0f}", f"{1e6 * run['wall'] / count:,.0f}", f"{1e6 * run['cpu'] / count:,.0f}"]
        aim = f"1,000 or more: {'reached' if a_second >= 1000 else 'missed'}"
        rows.append([f"{count:,}", *each, f"{run['cpu'] / run['floor']:.0f}", f"{run['made'] / count:.0f}", aim])
    head = ["submissions", "a second", "wall µs each", "CPU µs each", "x floor, CPU", "receipt terms each", "aim"]
    return table(head, rows)


def linearity(held: Mapping[str, Any]) -> str:
    """Compare what one submission costs among many with what it costs among few."""
    few, many = held["runs"][0], held["runs"][-1]
    ratios = [(many[kind] / many["count"]) / (few[kind] / few["count"]) for kind in ("cpu", "wall")]
    return (
        f"Linear: one of {many['count']:,} costs {ratios[0]:.2f} times the CPU ({ratios[1]:.2f} times the wall time) of "
        f"one of {few['count']:,}. {held['questions']} questions, {held['given']:.0f} responses in a submission."
    )


def reading_table(held: Sequence[Mapping[str, Any]]) -> str:
    """Files read, beside what a naive program does with them."""
    rows = [[row["name"], f"{1000 * row['wall']:.1f}", f"{1000 * row['base']:.1f}", f"{row['ratio']:.2f}"] for row in held]
    return table(["read", "ms", "baseline ms", "x baseline"], rows)


def saving_table(held: Mapping[str, Any]) -> str:
    """An answer saved, beside the line that it is."""
    shown = [f"{1000 * held['wall']:.2f}", f"{1000 * held['base']:.2f}", f"{held['ratio']:.2f}", verdict(3, held["ratio"])]
    return table(["saved", "ms", "baseline ms", "x baseline", "aim"], [["an answer with evidence", *shown]])


def machine(versions: Mapping[str, str], interpreter: Path) -> str:
    """Name what the figures depend on."""
    told = subprocess.run([interpreter, "-V"], capture_output=True, text=True, check=True).stdout.strip()
    held = ", ".join(f"{name} {version}" for name, version in versions.items() if name != "version")
    place = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return f"belong-assess {versions['version']}, {told}, {held}; {place}."


def load() -> str:
    """The load of the last minute: well above 1 means that the machine was busy with something else."""
    return f"{os.getloadavg()[0]:.1f}"


def spread(bare: Timed) -> str:
    """How far the bare start itself went up and down: the noise under every ratio."""
    walls = sorted(1000 * wall for wall in bare.seconds("wall"))
    return f"bare start {walls[0]:.0f}-{walls[-1]:.0f} ms, median {median(walls):.0f} ms"


def say(text: str) -> None:
    """Tell how far it is, on stderr."""
    print(text, file=sys.stderr, flush=True)


# the command line


def asked_for(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    names = [case.name for case in cases(Path("python"), EXAMPLE, Path())]
    parser = argparse.ArgumentParser(description="Time belong-assess as an installed wheel; prints Markdown.")
    parser.add_argument("--rounds", type=int, help="rounds of starts (default 15, with --quick 5)")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, and 5,000 submissions for 100,000")
    parser.add_argument("--only", default="", help=f"some of {', '.join((*GROUPS, *names))}; separated by commas")
    parser.add_argument("--python", default=sys.executable, help="the interpreter that makes the venv")
    parser.add_argument("--venv", type=Path, help="a venv to keep and reuse; made where it does not exist")
    asked = parser.parse_args(arguments)
    asked.rounds = asked.rounds or (5 if asked.quick else 15)
    asked.only = {word.strip() for word in asked.only.split(",") if word.strip()}
    if unknown := asked.only - {*GROUPS, *names}:
        parser.error(f"--only knows {', '.join((*GROUPS, *names))}; not {', '.join(sorted(unknown))}")
    return asked


def sections(asked: argparse.Namespace, interpreter: Path, scratch: Path) -> Iterator[tuple[str, Callable[[], str]]]:
    """Name what is to be timed, each with what does it."""
    file = scratch / "submission.yaml"
    shutil.copy(EXAMPLE, file)
    everything = not asked.only or "starts" in asked.only
    begin_draft(scratch / "draft.yaml", scratch / "replies.txt")
    chosen = [case for case in cases(interpreter, file, scratch) if everything or case.name in {BARE, *asked.only}]
    if len(chosen) > 1 or BARE in asked.only:
        yield "Starts", lambda: starts(chosen, asked.rounds, scratch)
    if not asked.only or "memory" in asked.only:
        counts = ("1000", "5000" if asked.quick else "100000")
        yield "Scored in memory, on one core", lambda: memory(interpreter, scratch, counts)
    if not asked.only or "reading" in asked.only:
        yield "Read", lambda: reading(interpreter, scratch, file, asked.rounds)
    if not asked.only or "saving" in asked.only:
        yield "Saved", lambda: saving(interpreter, scratch)


def starts(chosen: Sequence[Case], rounds: int, scratch: Path) -> str:
    """Time the starts and write their section."""
    timed = time_starts(chosen, rounds, scratch)
    return f"{starts_table(timed)}\n\n{rounds} rounds, order rotated; medians of the rounds' ratios; {spread(timed[BARE])}."


def memory(interpreter: Path, scratch: Path, counts: Sequence[str]) -> str:
    """Time scoring and write its section."""
    held = in_memory(interpreter, scratch, "--counts", *counts)["scoring"]
    return f"{scoring_table(held)}\n\n{linearity(held)}"


def reading(interpreter: Path, scratch: Path, file: Path, times: int) -> str:
    """Time reading and write its section."""
    held = in_memory(interpreter, scratch, "--file", str(file), "--times", str(times))["reading"]
    return f"{reading_table(held)}\n\nThe submission has {held[0]['size'] / 1000:.0f} kB; medians of {times}."


def saving(interpreter: Path, scratch: Path) -> str:
    """Time saving and write its section."""
    held = in_memory(interpreter, scratch, "--saving", str(scratch), "--times", str(SAVED))["saving"]
    return (
        f"{saving_table(held)}\n\nThe line has {held['size']:.0f} bytes; medians of {SAVED}, in turn with their baselines."
    )


def main() -> None:
    """Build, time, print."""
    asked = asked_for()
    with tempfile.TemporaryDirectory(prefix="belong-assess-bench-") as folder:
        scratch = Path(folder)
        interpreter = installed((asked.venv or scratch / "venv").resolve(), asked.python)
        print(f"# Benchmarks\n\n{machine(about(interpreter), interpreter)}")
        for title, work in sections(asked, interpreter, scratch):
            say(title)
            before, written = load(), work()
            print(f"\n## {title}\n\n{written}\n\nLoad of the machine: {before} before, {load()} after.", flush=True)


if __name__ == "__main__":
    main()
