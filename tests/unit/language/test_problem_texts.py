"""Every problem code has its words, and they use only facts that come with the problem."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest

import belong_assess
from belong_assess.files.content import EXAMPLES
from belong_assess.language.texts import CATALOGUES, PLACEHOLDER, language
from belong_assess.problems import CODES, Location, Problem
from belong_assess.views.problem_codes import problem_codes_page
from belong_assess.views.problems import problem_line
from belong_assess.workflows.score_file import score_file

PACKAGE = Path(belong_assess.__file__).parent
CATALOGUE: dict[str, str] = json.loads((CATALOGUES / "en" / "problems.json").read_bytes())
OTHERS = {"problem.closest", "problem.where", "problem.where.cell", "severity.note", "severity.warning", "severity.error"}
LONGEST = 200
UNKIND = re.compile(r"fail|\bbad|poor|illegal|wrong(?!_)", re.IGNORECASE)
NOT_FACTS = {"code", "self", "path", "place", "where"}
Node = TypeVar("Node", bound=ast.AST)


def test_every_code_has_both_texts_and_none_is_left_over() -> None:
    wanted = [f"problem.{code}.{part}" for code in CODES for part in ("what", "fix")]
    assert [key for key in CATALOGUE if key not in OTHERS] == wanted, "same keys, in the order of CODES"
    assert CATALOGUE.keys() >= OTHERS


def test_no_key_stands_twice() -> None:
    text = (CATALOGUES / "en" / "problems.json").read_text(encoding="utf-8")
    keys = [key for key, _ in json.loads(text, object_pairs_hook=list)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("key", CATALOGUE)
def test_texts_are_short_calm_and_on_one_line(key: str) -> None:
    text = CATALOGUE[key]
    assert 0 < len(text) <= LONGEST
    assert text == " ".join(text.split()), "one line, single spaces"
    assert UNKIND.search(text) is None
    assert "{" not in PLACEHOLDER.sub("", text), "placeholders are {word} only"
    if key.endswith((".what", ".fix")):
        assert text.endswith("."), "a sentence"


@pytest.mark.parametrize("code", CODES)
def test_placeholders_are_facts_of_every_place_that_raises_the_code(code: str) -> None:
    used = {name for part in ("what", "fix") for name in PLACEHOLDER.findall(CATALOGUE[f"problem.{code}.{part}"])}
    for where, facts in raised()[code]:
        assert used <= facts, f"{where} passes {sorted(facts)}"
    if used:
        assert raised()[code], "raised nowhere, so nothing fills its placeholders"


@pytest.mark.parametrize("path", sorted((EXAMPLES / "broken").glob("*-*")), ids=lambda path: path.name)
def test_nothing_stays_unfilled_for_a_planted_example(path: Path) -> None:
    for problem in score_file(path).problems:
        line = problem_line(problem, language())
        assert PLACEHOLDER.search(line.what + line.fix) is None, problem


def test_closest_stands_only_in_its_own_text() -> None:
    assert [key for key, text in CATALOGUE.items() if "{closest}" in text] == ["problem.closest"]


def test_a_place_is_worded() -> None:
    problem = Problem("file.empty", Location("region.yaml", 3, 7))
    assert problem_line(problem, language()).where == "region.yaml, line 3, column 7"


def test_nc_not_offered_says_what_to_answer_instead() -> None:
    wanted = "Any authority that is asked can do something here; if nothing is done, the lowest answer says so"
    assert wanted in CATALOGUE["problem.answer.nc_not_offered.fix"]


def test_the_page_of_codes_has_each_code_once_with_its_texts() -> None:
    rows = [line for line in problem_codes_page(language()).splitlines() if line.startswith("| `")]
    assert sorted(row.split("`")[1] for row in rows) == sorted(CODES)
    assert all(len(re.split(r"(?<!\\)\|", row)) == 6 for row in rows)


# Which facts come with which code: read from the source. A function that passes its code on to `Problem`, or to another
# such function, raises what its callers name; the facts that it adds itself come with every one of them.


@dataclass(frozen=True)
class Raiser:
    """A function that makes a problem of a code given to it: its parameters, the facts it adds, whether it takes more."""

    parameters: tuple[str, ...]
    facts: frozenset[str]


@cache
def raised() -> dict[str, list[tuple[str, frozenset[str]]]]:
    """For every code, the places that raise it, each with the names of the facts passed there."""
    found: dict[str, list[tuple[str, frozenset[str]]]] = {code: [] for code in CODES}
    trees = {path: ast.parse(path.read_bytes()) for path in sorted(PACKAGE.rglob("*.py")) if path.name != "problems.py"}
    raisers = _raisers(list(trees.values()))
    for path, tree in trees.items():
        own = {**raisers, **_raisers([tree])}
        for line, codes, facts in _calls(tree, own):
            for code in codes:
                found[code].append((f"{path.name}:{line}", facts))
    return found


def _raisers(trees: list[ast.Module]) -> dict[str, Raiser]:
    """Find the functions that hand their parameter `code` on; again and again, until no more are found."""
    found = {"Problem": Raiser(("code", "where"), frozenset())}
    functions = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    functions = [function for function in functions if "code" in _parameters(function)]
    for _ in range(4):
        for function in functions:
            for call in _walk(function, ast.Call):
                raiser = found.get(_name(call.func))
                if raiser and any(isinstance(each, ast.Name) and each.id == "code" for each in call.args):
                    found[function.name] = Raiser(_parameters(function), _facts(call, raiser, function))
    return found


def _calls(tree: ast.Module, raisers: dict[str, Raiser]) -> Iterator[tuple[int, set[str], frozenset[str]]]:
    """Every call that raises codes, with the codes that it may raise and the facts that it passes."""
    for scope in _walk(tree, ast.FunctionDef):
        for call in _walk(scope, ast.Call):
            raiser = raisers.get(_name(call.func))
            if raiser is None or not (codes := _codes(call.args, scope, tree)):
                continue
            yield call.lineno, codes, _facts(call, raiser, scope)


def _codes(arguments: list[ast.expr], scope: ast.FunctionDef, tree: ast.Module) -> set[str]:
    """The codes that stand in a call, or in what its names were given, in the function or at the top of the module."""
    looked = [node for argument in arguments for node in ast.walk(argument)]
    for name in [node.id for node in looked if isinstance(node, ast.Name)]:
        looked += [node for value in _given(name, scope, tree) for node in ast.walk(value)]
    for name in [node.id for node in looked if isinstance(node, ast.Name)]:
        looked += [node for value in _given(name, tree) for node in ast.walk(value)]
    texts = {node.value for node in looked if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    patterns = [_pattern(node) for node in looked if isinstance(node, ast.JoinedStr)]
    return {code for code in CODES if code in texts or any(pattern.fullmatch(code) for pattern in patterns)}


def _given(name: str, *scopes: ast.AST) -> Iterator[ast.expr]:
    """The values that a name is given in a function, or at the top of a module."""
    for scope in scopes:
        for node in scope.body if isinstance(scope, ast.Module) else ast.walk(scope):
            match node:
                case ast.Assign(targets=[ast.Name(id=found)], value=value) if found == name:
                    yield value
                case ast.AnnAssign(target=ast.Name(id=found), value=ast.expr() as value) if found == name:
                    yield value
                case ast.NamedExpr(target=ast.Name(id=found), value=value) if found == name:
                    yield value
                case ast.For(target=ast.Tuple(elts=[ast.Name(id=found), *_]), iter=value) if found == name:
                    yield value


def _facts(call: ast.Call, raiser: Raiser, scope: ast.FunctionDef) -> frozenset[str]:
    """The facts of a call: those that its raiser adds, its own keywords, and the keys of dicts among its arguments."""
    named = {keyword.arg for keyword in call.keywords if keyword.arg} - set(raiser.parameters) - NOT_FACTS
    for held in [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg in (None, "facts"))]:
        named |= _keys(held, scope)
    return raiser.facts | frozenset(named)


def _keys(held: ast.expr, scope: ast.FunctionDef) -> frozenset[str]:
    match held:
        case ast.Dict(keys=keys, values=values):
            plain = {key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}
            spread = [_keys(value, scope) for key, value in zip(keys, values, strict=True) if key is None]
            return frozenset(plain).union(*spread)
        case ast.Name(id=name):
            return frozenset[str]().union(
                *(_keys(value, scope) for value in _given(name, scope) if isinstance(value, ast.Dict))
            )
        case _:
            return frozenset()


def _pattern(text: ast.JoinedStr) -> re.Pattern[str]:
    return re.compile("".join(re.escape(str(p.value)) if isinstance(p, ast.Constant) else r"\w+" for p in text.values))


def _parameters(function: ast.FunctionDef) -> tuple[str, ...]:
    return tuple(each.arg for each in (*function.args.args, *function.args.kwonlyargs))


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""


def _walk(tree: ast.AST, kind: type[Node]) -> Iterator[Node]:
    return (node for node in ast.walk(tree) if isinstance(node, kind))
