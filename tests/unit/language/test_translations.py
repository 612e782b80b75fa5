"""Every language that ships is complete and made from the texts as they are now; a draft says that it is one."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from belong_assess.files.catalogues import interface_languages, interface_units
from belong_assess.files.content import shipped_methods
from belong_assess.language.texts import ABOUT, CATALOGUES, SOURCES
from belong_assess.language.translation import faults
from belong_assess.problems import Location
from belong_assess.workflows.check_method import check_method
from belong_assess.workflows.methods import folders_of
from belong_assess.workflows.translate import progress

LANGUAGES = interface_languages()


def test_there_are_languages_besides_the_source() -> None:
    assert "es" in LANGUAGES


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_interface_is_complete_and_current(code: str) -> None:
    units = interface_units(code)
    assert [unit.key for unit in units if unit.state != "current"] == []
    assert [problem for unit in units for problem in faults(unit, unit.translation, Location())] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_catalogue_holds_a_text_that_the_source_lacks(code: str) -> None:
    for path in sorted((CATALOGUES / code).glob("*.json")):
        if path.name not in (ABOUT, SOURCES):
            assert list(json.loads(path.read_bytes())) == list(json.loads((CATALOGUES / "en" / path.name).read_bytes()))


@pytest.mark.parametrize("name", shipped_methods())
def test_every_method_is_complete_in_every_language(name: str) -> None:
    found = {(each.language, each.part): each for each in progress(name)}
    assert {code for code, _ in found} == set(LANGUAGES)
    assert all(each.states["current"] == each.total for each in found.values())
    problems = check_method(*folders_of(name))[1]
    assert [problem for problem in problems if problem.code.startswith("language.")] == []


def test_a_language_is_a_matter_of_files_alone(tmp_path: Path) -> None:
    """No module names a language but the source and the pseudo-language."""
    for path in (CATALOGUES.parents[1]).rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not [code for code in LANGUAGES if f'"{code}"' in text], path


def test_no_key_stands_in_two_catalogues() -> None:
    keys = [key for path in sorted((CATALOGUES / "en").glob("*.json")) for key in json.loads(path.read_bytes())]
    assert [key for key, times in Counter(keys).items() if times > 1] == []
