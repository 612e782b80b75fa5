"""How large a file may be before it is not opened, and how much of it is read."""

from __future__ import annotations

from belong_assess.values import value

MOST_COLUMNS = 702
"""The last column of two letters, ZZ: no table that is read here is wider."""


@value
class Limits:
    """The limits of one kind of file. Sizes are bytes; `rows` and `columns` are counted from A1, `columns` at most 702.

    More `tags` than that are not read in one part: they cost time, whatever they hold.
    A part that unpacks to less than `small_part` may be packed as tightly as it likes.
    """

    packed: int = 10_000_000
    unpacked: int = 60_000_000
    tightest: int = 30
    tightest_part: int = 60
    small_part: int = 1_000_000
    parts: int = 200
    tags: int = 3_000_000
    rows: int = 5_000
    columns: int = 60


RETURN = Limits()
"""A workbook that comes back filled in."""

TABLE = Limits(
    packed=20_000_000, tightest=150, tightest_part=150, tags=12_000_000, rows=200_000, columns=MOST_COLUMNS
)  # fmt: skip
"""A wide or long table of many regions. It repeats itself: LibreOffice packs one with a row for each answer 64 to 1."""
