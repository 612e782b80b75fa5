"""The vocabulary of formulas: how it is written, and what it gives."""

from __future__ import annotations

from decimal import Decimal

import pytest

from belong_assess.files.template.live.formula import (
    Cells,
    Formula,
    all_,
    any_,
    call,
    choose,
    filled,
    flag,
    formula,
    greatest,
    if_,
    is_number,
    is_one_of,
    last_reached,
    least,
    literally,
    looked_up,
    most,
    nth,
    or_else,
    plus,
    replaced,
    rounded,
    total,
)
from belong_assess.files.template.live.functions import Held
from belong_assess.files.template.live.means import at_least, below, mean, same
from belong_assess.files.template.live.table import Table, contents_of, placed
from belong_assess.files.template.live.truths import FALSE, NA, NC, TRUE, UNKNOWN, all_of, any_of, opposite
from belong_assess.files.template.live.worked_out import Sheets
from belong_assess.files.template.live.written import text_of
from belong_assess.responses import kleene

A, B, C = (Cells("More facts", column, 0, 3) for column in range(3))
ONE = Cells("More facts", 0, 2, 2)
ROWS: tuple[tuple[Held, ...], ...] = ((1, "x", 10.5), (2, "Y*", 0), (3, "", 100), (4, "ÿ", "none"))
COLUMNS: dict[tuple[str, int, int], Formula | Held] = {
    ("More facts", row, column): held for row, cells in enumerate(ROWS) for column, held in enumerate(cells)
}


def given(content: Formula) -> Held:
    """What a formula gives among these columns."""
    return Sheets(COLUMNS, ".").tried(content)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (formula(3), "=3"),
        (formula(Decimal("12.50")), "=12.5"),
        (formula('say "no"'), '="say ""no"""'),
        (A, "='More facts'!$A$1:$A$4"),
        (ONE, "='More facts'!$A$3"),
        ((ONE - 1) * -2, "=('More facts'!$A$3-1)*(-2)"),
        (100 - ONE / 3, "=100-('More facts'!$A$3/3)"),
        ("a" & ONE & "b", '=("a"&\'More facts\'!$A$3)&"b"'),
        (if_(ONE.differs(""), 1, 0), "=IF('More facts'!$A$3<>\"\",1,0)"),
        (Cells("areas", 1, 2, 2), "=calculation!$B$12"),
    ],
)
def test_how_formulas_are_written(content: Formula, text: str) -> None:
    assert text_of(content, {"areas": ("calculation", 9)}) == text


@pytest.mark.parametrize("content", [formula("x" * 256), plus([ONE] * 900)])
def test_what_excel_would_not_take_is_never_written(content: Formula) -> None:
    with pytest.raises(AssertionError):
        text_of(content, {})


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (total(A * A), 30),
        (total((A > 1) * (A < 4)), 2),
        (greatest((A < 4) * A), 3),
        (least(C), 0),
        (most(C), 100),
        (nth(A, 2), 2),
        (looked_up(literally("y*"), B, A), 2),
        (or_else(looked_up("y", B, A), "missing"), "missing"),
        (looked_up("Ÿ", B, A), 4),
        (last_reached(2.5, A), 2),
        (choose((ONE.equals(4), "four"), (ONE > 2, "some"), otherwise="few"), "some"),
        (flag(ONE > 2, ONE < 3), 0),
        (is_one_of(ONE, 2, 3), True),
        (is_number(nth(C, 4)), False),
        (any_(ONE.equals(1), all_(ONE > 2, ONE < 4)), True),
        (rounded(formula(2.5), 0), 3),
        (rounded(formula(-2.5), 0), -3),
        (nth(B, 1).equals("X"), True),
        (nth(C, 4) > 1e9, True),
        (Cells("nowhere", 0, 0, 0).equals(""), True),
        (call("FIXED", 79.96, 1, 1), "80.0"),
        (replaced("1,284", ",", "."), "1.284"),
        (filled("{n} of {m}; {n}", {"n": ONE, "m": 7}), "3 of 7; 3"),
        (filled("nothing", {}), "nothing"),
        (ONE / 0, "#DIV/0!"),
        (call("NA"), "#N/A"),
        (ONE + "x", "#VALUE!"),
    ],
)
def test_what_formulas_give(content: Formula, value: Held) -> None:
    assert given(content) == value


def test_comparisons_that_binary_fractions_cannot_turn() -> None:
    tenths = plus([formula(0.1)] * 3)
    assert [given(test) for test in (at_least(tenths, 0.3), below(tenths, 0.3), same(tenths, 0.3))] == [True, False, True]
    assert given(tenths.equals(0.3)) is False


@pytest.mark.parametrize(
    ("aggregation", "value"),
    [("arithmetic", (1 * 10.5 + 3 * 100) / 4), ("geometric", (10.5 * 100**3) ** 0.25), ("minimum", 10.5)],
)
def test_means(aggregation: str, value: float) -> None:
    cells = COLUMNS | {("m", row, 0): held for row, held in enumerate((1, 0, 1, 0))} | {("m", 3, 1): 0}
    scores = {("m", row, 1): held for row, held in enumerate((10.5, 0, 100, 0))}
    held = mean(aggregation, A, Cells("m", 1, 0, 3), Cells("m", 0, 0, 3))  # type: ignore[arg-type]
    assert Sheets({**cells, **scores}, ".").tried(held) == pytest.approx(value)


def test_a_geometric_mean_with_a_zero_is_zero() -> None:
    cells: dict[tuple[str, int, int], Formula | Held] = {("m", row, 0): held for row, held in enumerate((0, 100))}
    ones = {("m", row, 1): 1 for row in range(2)}
    held = mean("geometric", Cells("m", 1, 0, 1), Cells("m", 0, 0, 1), Cells("m", 1, 0, 1))
    assert Sheets({**cells, **ones}, ".").tried(held) == 0


TRUTHS = {
    FALSE: kleene.Truth.FALSE,
    NC: kleene.Truth.NC,
    NA: kleene.Truth.NA,
    UNKNOWN: kleene.Truth.UNKNOWN,
    TRUE: kleene.Truth.TRUE,
}


@pytest.mark.parametrize("one", TRUTHS)
def test_truths_combine_as_they_do_elsewhere(one: int) -> None:
    for other in TRUTHS:
        parts, known = [formula(one), formula(other)], [TRUTHS[one], TRUTHS[other]]
        assert TRUTHS[int(given(all_of(parts)) or 0)] is kleene.all_of(known)
        assert TRUTHS[int(given(any_of(parts)) or 0)] is kleene.any_of(known)
    assert TRUTHS[int(given(opposite(formula(one))) or 0)] is kleene.opposite(TRUTHS[one])


def test_tables_stand_below_each_other_on_as_many_sheets_as_it_takes() -> None:
    tables = [Table("first"), Table("second"), Table("third")]
    for table, rows in zip(tables, (2, 4_480, 30), strict=True):
        for row in range(rows):
            table.put(f"r{row}", number=row)
    assert placed(tables, "calculation") == {
        "first": ("calculation", 1),
        "second": ("calculation", 6),
        "third": ("calculation 2", 1),
    }


def test_a_formula_finds_a_cell_of_a_table_by_key_and_column() -> None:
    table = Table("first")
    table.put("a", number=2)
    table.put("b", number=40)
    table.put("b", twice=table.at("b", "number") * 2, all=total(table.down("number")))
    sheets = Sheets(contents_of([table]), ".")
    assert [sheets.shown("first", 2, column) for column in range(4)] == ["b", 40, 80, 42]
