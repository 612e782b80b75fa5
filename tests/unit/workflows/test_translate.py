"""Texts go out to a translator and come back: nothing is lost, every doubt has its cell, and outdated ones are known."""

from __future__ import annotations

import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support.methods import SMALL
from support.office import convert, needs

from belong_assess.errors import UsageError
from belong_assess.files.overlays import OverlayFile, read_overlay, write_overlay
from belong_assess.files.translation_sheet import read_translation_sheets, render_translation_sheets
from belong_assess.language.forms import plural_forms
from belong_assess.language.texts import language
from belong_assess.language.translation import source_hash
from belong_assess.workflows.translate import confirm, import_translation, progress, sheets_for

ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
AWKWARD = (' padded? "no"', "¿«Uno»?\ndos", "=1+1", "012", "no", "1-2", "é\u0301 ﬁ 😀 \u00a0x", "_x0041_", "'quoted", "a\tb")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A method of one's own that a test may translate."""
    return Path(shutil.copytree(SMALL, tmp_path / "own", ignore=shutil.ignore_patterns("languages")))


def exported(own: Path, code: str = "fr") -> Path:
    path = own.parent / f"{code}.xlsx"
    path.write_bytes(render_translation_sheets(sheets_for(str(own), code), language()))
    return path


def translated(path: Path, texts: dict[str, Any], *, column: int = 5) -> Path:
    """Type texts into a workbook by key, as a translator would: a spreadsheet program escapes what looks like an escape."""
    book = load_workbook(path)
    for sheet in book.worksheets[1:]:
        for row in sheet.iter_rows(min_row=2):
            if row[0].value in texts:
                cell, typed = sheet.cell(row[0].row, column), texts[row[0].value]
                cell.value = ESCAPE.sub("_x005F_", typed) if isinstance(typed, str) else typed
                if isinstance(cell.value, str) and not str(texts[row[0].value]).startswith("=SUM"):
                    cell.data_type = "s"
    book.save(path)
    return path


def keys_of(own: Path) -> list[str]:
    return [unit.key for units in sheets_for(str(own), "fr").parts.values() for unit in units]


def test_a_workbook_holds_every_text_with_its_context_and_its_room(own: Path) -> None:
    book = load_workbook(exported(own))
    assert book.sheetnames == ["How to", "questionnaire", "indicators"]
    every = [row for sheet in book.worksheets[1:] for row in sheet.iter_rows(min_row=2, values_only=True)]
    rows = {row[0]: row for row in every}
    assert [row[0] for row in every] == keys_of(own)
    assert len(every) == sum(each.total for each in progress(str(own), "fr"))
    option = next(key for key in rows if key.startswith("scales.") and ".options." in key)
    assert rows[option][2], "an option stands below the title of its scale"
    assert isinstance(rows[option][7], int), "an option has limited room"
    assert all(rows[key][7] is None for key in rows if key.endswith(".about"))


def test_everything_translated_comes_back_and_is_current(own: Path) -> None:
    keys = keys_of(own)
    texts = {key: AWKWARD[n % len(AWKWARD)] + f" {n}" for n, key in enumerate(keys)}
    outcome = import_translation(str(own), translated(exported(own), texts))
    assert {problem.code for problem in outcome.problems} <= {"language.markup", "language.too_long", "language.placeholder"}
    refused = {p.facts["item"] for p in outcome.problems if p.severity == "error"}
    wanted = {key: text for key, text in texts.items() if key not in refused}
    for name in ("questionnaire", "indicators"):
        overlay = read_overlay(own / name, "fr")
        assert overlay is not None
        keys_here = [unit.key for unit in sheets_for(str(own), "fr").parts[name]]
        assert overlay.held.texts == {key: wanted[key] for key in keys_here if key in wanted}
    assert sum(each.states["current"] for each in progress(str(own), "fr")) == outcome.taken == len(keys) - len(refused)


def test_a_second_export_changes_nothing(own: Path) -> None:
    import_translation(str(own), translated(exported(own), {key: f"T {key}"[:9] for key in keys_of(own)}))
    before = {path: path.read_bytes() for path in own.rglob("languages/*")}
    outcome = import_translation(str(own), exported(own))
    assert outcome.taken == 0
    assert {path: path.read_bytes() for path in own.rglob("languages/*")} == before


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Sans accolade", "language.placeholder"),
        ("{area} {area}", "language.placeholder"),
        ("{Area}", "language.placeholder"),
        ("{area", "language.placeholder"),
        ("=SUM(A1:A2)", "translation.formula"),
        (42, "translation.not_text"),
        ("{area}\u202e", "language.markup"),
    ],
)
def test_a_doubt_has_its_sheet_and_cell_and_an_error_keeps_the_old_text(own: Path, text: object, code: str) -> None:
    findings = own / "indicators" / "findings.yaml"
    findings.write_text(FINDING, encoding="utf-8")
    key = "findings.each_one.sentence"
    outcome = import_translation(str(own), translated(exported(own), {key: text, "title": "Titre"}))
    row = keys_of(own).index(key) - keys_of(own).index("title", 1) + 2
    assert [(p.code, p.where.sheet, p.where.cell) for p in outcome.problems] == [(code, "indicators", f"E{row}")]
    overlay = read_overlay(own / "indicators", "fr")
    assert overlay is not None
    assert overlay.held.texts["title"] == "Titre", "one refused text does not cost the others"
    assert (key in overlay.held.texts) == (code == "language.markup")


FINDING = """\
findings:
  - id: each_one
    kind: strength
    weight: 1
    who: region
    for_each: area
    title: One
    when: {kind: score, node: each, at_least: 50}
    sentence: "In {area} it works."
    next_step: Go on.
"""


def test_what_is_outdated_stays_so_until_it_is_changed_or_checked(own: Path) -> None:
    held = OverlayFile(language="fr", review="draft", texts={"title": "Vieux", "about": "A"})
    made_from = {"title": source_hash("an older title"), "about": source_hash("older, too")}
    write_overlay(own / "questionnaire", held, made_from)
    assert progress(str(own), "fr")[0].states["outdated"] == 2
    path = translated(exported(own), {"title": "x"}, column=7)
    assert import_translation(str(own), path).taken == 0
    assert progress(str(own), "fr")[0].states["outdated"] == 1
    import_translation(str(own), translated(exported(own), {"about": "Autre"}))
    assert progress(str(own), "fr")[0].states["outdated"] == 0


def test_a_source_that_changed_while_the_translator_worked_makes_the_text_outdated(own: Path) -> None:
    path = translated(exported(own), {"title": "Titre"})
    file = own / "questionnaire" / "questionnaire.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("title: ", "title: New ", 1), encoding="utf-8")
    outcome = import_translation(str(own), path)
    assert {p.code for p in outcome.problems} == {"translation.older_source"}
    assert progress(str(own), "fr")[0].states["outdated"] == 1


def test_other_words_than_a_reader_signed_are_a_draft_again(own: Path) -> None:
    signed = OverlayFile(language="fr", review="reviewed", reviewed_by="a reader, 2026-11-01", texts={"title": "Titre"})
    write_overlay(own / "questionnaire", signed, {"title": "00000000"})
    confirm(str(own), "fr")
    assert progress(str(own), "fr")[0].review == "reviewed"
    import_translation(str(own), translated(exported(own), {"title": "Autre"}))
    assert progress(str(own), "fr")[0].review == "draft"


def test_sorted_and_hidden_rows_and_other_columns_do_no_harm(own: Path) -> None:
    path = translated(exported(own), {"title": "Titre"})
    book = load_workbook(path)
    sheet = book.worksheets[1]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for number, row in enumerate(reversed(rows), 2):
        for column, held in enumerate(row, 1):
            sheet.cell(number, column).value = held
        sheet.row_dimensions[number].hidden = bool(number % 2)
    book.save(path)
    outcome = import_translation(str(own), path)
    assert (outcome.problems, outcome.taken) == ((), 2), "the titles of questionnaire and indicators"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda book: setattr(book.worksheets[0]["B1"], "value", "hello"), "translation.not_an_export"),
        (lambda book: setattr(book.worksheets[0]["B2"], "value", "regional"), "translation.other_method"),
        (lambda book: setattr(book.worksheets[0]["B3"], "value", "Français"), "translation.no_language"),
        (lambda book: setattr(book.worksheets[1], "title", "Sheet1"), "translation.other_sheet"),
    ],
)
def test_another_workbook_is_refused_whole(own: Path, change: Any, code: str) -> None:
    path = translated(exported(own), {"title": "Titre"})
    book = load_workbook(path)
    change(book)
    book.save(path)
    outcome = import_translation(str(own), path)
    assert [p.code for p in outcome.problems] == [code]
    assert not list(own.rglob("languages/fr.yaml"))


@pytest.mark.parametrize("name", ["missing.xlsx", "text.xlsx", "zip.xlsx", "bomb.xlsx"])
def test_what_is_no_workbook_is_refused(own: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "text.xlsx":
        path.write_text("key;translation", encoding="utf-8")
    elif name != "missing.xlsx":
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("xl/workbook.xml", b" " * 30_000_000 if name == "bomb.xlsx" else b"")
            if name == "bomb.xlsx":
                package.writestr("[Content_Types].xml", b"")
        path.write_bytes(packed.getvalue())
    _, problems = read_translation_sheets(path)
    expected = {"missing.xlsx": "file.missing", "bomb.xlsx": "workbook.suspicious"}.get(name, "workbook.not_a_workbook")
    assert [p.code for p in problems] == [expected]


@pytest.mark.parametrize("code", ["en", "xx", "not a code", "../fr", ""])
def test_only_languages_are_translated_into(own: Path, code: str) -> None:
    with pytest.raises(UsageError):
        sheets_for(str(own), code)


def test_the_interface_is_translated_the_same_way_with_every_plural_form() -> None:
    polish = sheets_for("interface", "pl").parts["interface"]
    keys = [unit.key for unit in polish]
    assert "report.of_questions" in keys
    assert [key for key in keys if key.startswith("terminal.open[")] == [
        f"terminal.open[{form}]" for form in plural_forms("pl")
    ]
    assert len(keys) == len(set(keys))


@pytest.mark.slow
def test_a_round_trip_through_libreoffice_loses_nothing(own: Path, tmp_path: Path) -> None:
    needs("soffice")
    texts = {key: f"{AWKWARD[n % len(AWKWARD)].strip()} {n}" for n, key in enumerate(keys_of(own))}
    sent = translated(exported(own), texts)
    folder = tmp_path / "office"
    folder.mkdir()
    came_back = convert(sent, "xlsx:Calc MS Excel 2007 XML", folder)
    before, after = read_translation_sheets(sent), read_translation_sheets(came_back)
    assert after[1] == []
    assert before[0] is not None
    assert after[0] is not None
    rows = [
        [(row.key, row.source, row.translation) for part in each.parts.values() for row in part]
        for each in (before[0], after[0])
    ]
    assert rows[0] == rows[1]
    assert {row[0] for row in rows[0]} == set(texts)
