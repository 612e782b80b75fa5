"""Text tables: encodings, separators, quotation marks, and rows one after the other."""

from __future__ import annotations

import csv
import io
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.packages import trimmed

from belong_assess.files.workbooks.delimited import open_stream
from belong_assess.files.workbooks.grid import Content, Damaged
from belong_assess.files.workbooks.limits import RETURN, Limits
from belong_assess.files.workbooks.reading import read_book

WORDS = "id;größe;ville\n1;ä;Łódź\n"


def table(raw: bytes, tmp_path: Path, limits: Limits = RETURN) -> tuple[list[list[Content]], list[str]]:
    """The rows of a text table and the codes of its problems; the stream gives the same rows."""
    path = tmp_path / "region.csv"
    path.write_bytes(raw)
    book, problems = read_book(path, limits=limits)
    assert book is not None, problems
    rows = [list(row) for row in book.sheet(book.names[0]).rows]
    stream, told = open_stream(path)
    assert stream is not None
    if limits is RETURN:
        assert [[held or None for held in row] for row in stream.rows()] == rows
        assert [p.code for p in told] == [p.code for p in problems if p.code != "workbook.named_otherwise"]
    return rows, [problem.code for problem in problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_that_say_so(encoding: str, tmp_path: Path) -> None:
    mark = "\ufeff" if encoding in ("utf-16-le", "utf-16-be") else ""
    rows, codes = table((mark + WORDS).encode(encoding), tmp_path)
    assert (rows, codes) == ([["id", "größe", "ville"], ["1", "ä", "Łódź"]], [])


def test_an_encoding_that_has_to_be_guessed_is_noted(tmp_path: Path) -> None:
    rows, codes = table("id;größe\n1;50 €\n".encode("cp1252") + b"2;\x81\n", tmp_path)
    assert rows == [["id", "größe"], ["1", "50 €"], ["2", "\ufffd"]]
    assert codes == ["workbook.encoding_guessed"]


def test_an_accent_far_behind_the_beginning_is_found(tmp_path: Path) -> None:
    rows, codes = table(b"a;b\n" * 500_000 + b"\xe9;1\n", tmp_path, Limits(rows=600_000))
    assert (rows[-1], codes) == (["é", "1"], ["workbook.encoding_guessed"])


@pytest.mark.parametrize(
    ("raw", "first"),
    [
        ("a;b\n1,5;2\n", ["a", "b"]),
        ("a,b\n1,2\n", ["a", "b"]),
        ("a\tb\n1,5\t2;3\n", ["a", "b"]),
        ("a;b,c;d\n1;2,3;4\n", ["a", "b,c", "d"]),
        ('"a;b",c\n"1;2",3\n', ["a;b", "c"]),
        ('"a\nb";c\n1;2\n', ["a\nb", "c"]),
        ('"say ""yes""";c\n1;2\n', ['say "yes"', "c"]),
        ('"",";"\n"",""\n', [None, ";"]),
        ('a;"b"c;d\n1;2;3\n', ["a", "bc", "d"]),
        ("a;b\r\n1;2\r\n", ["a", "b"]),
        ("a;b\r1;2\r", ["a", "b"]),
        ("sep=,\na;x,b\n", ["a;x", "b"]),
        ("SEP=\t\na;x\tb\n", ["a;x", "b"]),
        ('"sep=;"\na,x;b\n', ["a,x", "b"]),
        ("a\n1,5\n2,5\n", ["a"]),
        ("a", ["a"]),
        ("a;b;\n1;2;\n", ["a", "b", None]),
        ("\n\na;b\n1;2\n", []),
    ],
)
def test_what_separates_the_columns(raw: str, first: list[str], tmp_path: Path) -> None:
    rows, codes = table(raw.encode(), tmp_path)
    assert (rows[0], codes) == (first, [])


def test_all_cells_are_text(tmp_path: Path) -> None:
    rows, _ = table(b"1;1,5;50 %;2024-02-29;TRUE;=1+1;007; x ;\n", tmp_path)
    assert rows == [["1", "1,5", "50 %", "2024-02-29", "TRUE", "=1+1", "007", " x ", None]]


@pytest.mark.parametrize("raw", [b"a;b\n1;\x00\n", b"a;b\n" * 2_000 + b"\x00", "a;b\n".encode("utf-16-le")])
def test_bytes_that_no_text_has_are_refused(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "region.csv").write_bytes(raw)
    stream, problems = open_stream(tmp_path / "region.csv")
    assert (stream, [problem.code for problem in problems]) == (None, ["workbook.binary_text"])
    book, problems = read_book(tmp_path / "region.csv")
    assert book is None
    assert [problem.code for problem in problems] in (["workbook.binary_text"], ["workbook.not_a_workbook"])


def test_the_sheet_is_called_like_the_file(tmp_path: Path) -> None:
    (tmp_path / "Westravia 2026.csv").write_bytes(b"a;b\n")
    book, _ = read_book(tmp_path / "Westravia 2026.csv")
    assert book is not None
    assert list(book.names) == ["Westravia 2026"]


def test_what_lies_beyond_the_limits_is_not_read_and_said(tmp_path: Path) -> None:
    path = tmp_path / "region.csv"
    for raw, place in ((b"a;b;c\n", "C1"), (b"a\n\n\nd;e\n", "A4"), (b";;\n;\n\n;x\n", "B4")):
        path.write_bytes(raw)
        book, (cut,) = read_book(path, limits=Limits(rows=3, columns=2))
        assert book is not None
        assert (cut.code, cut.where.cell) == ("workbook.cut", place)
        assert len(book.sheet("region").rows) <= 3
    path.write_bytes(b"a;b;;;\n1;2;;\n;\n;;;\n\n")
    assert read_book(path, limits=Limits(rows=3, columns=2))[1] == []


@pytest.mark.parametrize(
    "raw", [b'a;b\n1;"never closed\n' + b"x;y\n" * 60_000, b"a;b\n" + b"x" * 2_000_000 + b"\n", b'a;"' + b"b\n" * 30_000]
)
def test_a_row_that_never_ends_is_said_with_its_line(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "region.csv"
    path.write_bytes(raw)
    book, (problem,) = read_book(path, "region.csv")
    assert (book, problem.code, problem.where.file) == (None, "workbook.endless_row", "region.csv")
    assert problem.where.line in (1, 2)
    stream, _ = open_stream(path, "region.csv")
    assert stream is not None
    with pytest.raises(Damaged) as raised:
        list(stream.rows())
    assert raised.value.problem == problem


def test_a_stream_can_be_read_twice_and_given_up(tmp_path: Path) -> None:
    path = tmp_path / "region.csv"
    path.write_bytes(b"a;b\n1;2\n")
    stream, _ = open_stream(path)
    assert stream is not None
    assert next(stream.rows()) == ["a", "b"]
    assert list(stream.rows()) == list(stream.rows()) == [["a", "b"], ["1", "2"]]
    path.unlink()
    with pytest.raises(Damaged):
        next(stream.rows())


@pytest.mark.parametrize("name", ["missing.csv", "folder", "a\x00b.csv"])
def test_a_stream_of_no_file(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    stream, problems = open_stream(tmp_path / name)
    assert (stream, [problem.severity for problem in problems]) == (None, ["error"])


def test_a_large_table_streams_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    line = ";".join(f"A{n}.1" for n in range(150)) + "\n"
    with path.open("w") as file:
        file.writelines(line for _ in range(20_000))
    tracemalloc.start()
    stream, _ = open_stream(path)
    assert stream is not None
    count = sum(len(row) for row in stream.rows())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (count, stream.delimiter) == (20_000 * 150, ";")
    assert peak < 40_000_000, "ten times what was measured: the chunk in which the encoding is looked for"


plain = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=8)


@given(rows=st.lists(st.lists(plain, min_size=2, max_size=2), min_size=2, max_size=5), delimiter=st.sampled_from(";,\t"))
def test_what_was_written_is_read(rows: list[list[str]], delimiter: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_text(out.getvalue(), encoding="utf-8-sig", newline="")
    book, problems = read_book(path)
    assert book is not None and problems == []
    assert trimmed(book.sheet("any").rows) == trimmed([[held or None for held in row] for row in rows])


@given(raw=st.binary(max_size=200))
def test_any_bytes_are_a_table_or_a_problem(raw: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.csv"
    path.write_bytes(raw)
    stream, problems = open_stream(path)
    assert (stream is None) == any(problem.severity == "error" for problem in problems)
    if stream is not None:
        assert all(isinstance(held, str) for row in stream.rows() for held in row)
