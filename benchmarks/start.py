"""How long starts take, in starts of the bare interpreter: median of ratios taken side by side, so it holds on any machine.

`python benchmarks/start.py [OTHER_PYTHON]`: the other interpreter has another version of typer.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROUNDS = 15
EMPTY = """
import sys, typer
app = typer.Typer(rich_markup_mode=None, add_completion=False)
@app.callback()
def root(): ...
@app.command()
def score(file: str, to: str = typer.Option("terminal"), plain: bool = False): ...
app(["score", "x"], standalone_mode=False)
"""
MODEL = "import belong_assess.model.assessment"
OPEN = "from belong_assess.workflows.methods import open_method; open_method('regional')"
VALIDATORS = """
from belong_assess.files.method import adapter
from belong_assess.model.indicators import Indicators
from belong_assess.model.questionnaire import Questionnaire
adapter(Questionnaire), adapter(Indicators)
"""
PROGRAM = ("-m", "belong_assess")


def cases(python: str, other: str | None) -> Mapping[str, tuple[str, ...]]:
    """Return what is started; `cold` in a name empties the cache of compiled methods first."""
    named = {
        "bare": (python, "-c", "pass"),
        "typer, empty command": (python, "-c", EMPTY),
        "import of the model": (python, "-c", MODEL),
        "validators of the model (pydantic)": (python, "-c", VALIDATORS),
        "method from the cache": (python, "-c", OPEN),
        "method from its files, cold": (python, "-c", OPEN),
        "--version": (python, *PROGRAM, "--version"),
        "--help": (python, *PROGRAM, "--help"),
        "demo": (python, *PROGRAM, "demo", "--plain"),
        "demo, cold": (python, *PROGRAM, "demo", "--plain"),
    }
    if other is None:
        return named
    return {**named, "bare, other": (other, "-c", "pass"), "typer, empty command, other": (other, "-c", EMPTY)}


def seconds(command: tuple[str, ...], cache: Path, *, cold: bool) -> float:
    """Run a command once."""
    if cold:
        shutil.rmtree(cache, ignore_errors=True)
    begun = time.perf_counter()
    subprocess.run(command, env={**os.environ, "BELONG_ASSESS_CACHE": str(cache)}, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


def main(other: str | None = None) -> None:
    """Take every case in turn, the order moved on in each round, and print medians of ratios."""
    named = cases(sys.executable, other)
    taken: dict[str, list[float]] = {name: [] for name in named}
    with TemporaryDirectory() as folder:
        warm, cold = Path(folder, "warm"), Path(folder, "cold")
        seconds(named["demo"], warm, cold=False)
        for number in range(ROUNDS):
            names = list(named)
            for name in names[number % len(names) :] + names[: number % len(names)]:
                is_cold = name.endswith("cold")
                taken[name].append(seconds(named[name], cold if is_cold else warm, cold=is_cold))
    for name, times in taken.items():
        base = taken["bare, other" if name.endswith("other") else "bare"]
        print(f"{name:36} {median(one / bare for one, bare in zip(times, base, strict=True)):5.1f}")


if __name__ == "__main__":
    main(*sys.argv[1:2])
