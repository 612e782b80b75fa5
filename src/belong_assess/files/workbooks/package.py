"""How a zip file is opened without trusting it: limits before anything is unpacked, real bytes counted while it is."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Collection, Mapping
from io import BytesIO

from belong_assess.files.workbooks.grid import Damaged
from belong_assess.files.workbooks.limits import Limits
from belong_assess.files.workbooks.markup import objection
from belong_assess.problems import Location, Problem

ENTRY, LOCAL = b"PK\x01\x02", b"PK\x03\x04"
LOCAL_LENGTHS, LOCAL_SIZE = 26, 30
ENCRYPTED = 0x1
CROWD = 20
"""So many times the parts that are allowed may seem to be there: an object inside may be a package itself."""

PEEK = 2_048
OBJECTIONS = {"encoding": "workbook.encoding", "entities": "workbook.entities", "damaged": "workbook.damaged"}
UNREADABLE = (
    zipfile.BadZipFile,
    OSError,
    ValueError,
    struct.error,
    NotImplementedError,
    EOFError,
    LookupError,
    OverflowError,
)


class Package:
    """The parts of a zip file. Each is unpacked when it is asked for, and never further than its entry says."""

    def __init__(self, raw: bytes, entries: Mapping[str, zipfile.ZipInfo], where: Location) -> None:
        self._raw, self._entries, self._where = raw, entries, where

    @property
    def names(self) -> Collection[str]:
        """The names of the parts in small letters, which is how they are compared."""
        return self._entries.keys()

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def read(self, name: str) -> bytes:
        """Return the bytes of a part. Raises `Damaged` where it is not there, or not what its entry says."""
        entry = self._entries.get(name.lower())
        if entry is None:
            raise self._damaged(name)
        part = self._unpacked(entry, entry.file_size)
        if len(part) != entry.file_size or zlib.crc32(part) != entry.CRC:
            raise self._damaged(name)
        return part

    def markup(self, name: str, most: int | None = None) -> bytes:
        """Return a part that is XML and may be given to a parser, of at most so many bytes. Raises `Damaged`."""
        part = self.read(name)
        if most is not None and len(part) > most:
            raise Damaged(Problem("workbook.suspicious", self._where, {"found": f"{len(part) / 1e6:.0f}"}))
        if (reason := objection(part)) is not None:
            raise Damaged(self._objected(reason, name))
        return part

    def declares(self, name: str) -> Problem | None:
        """Look at the beginning of a part that is not read, for what no part may have there."""
        reason = objection(self._unpacked(self._entries[name], PEEK) + b" <a")
        return self._objected(reason, name) if reason in ("encoding", "entities") else None

    def _unpacked(self, entry: zipfile.ZipInfo, most: int) -> bytes:
        begin = entry.header_offset
        if self._raw[begin : begin + 4] != LOCAL or begin + LOCAL_SIZE > len(self._raw):
            raise self._damaged(entry.filename)
        begin += LOCAL_SIZE + sum(struct.unpack_from("<HH", self._raw, begin + LOCAL_LENGTHS))
        packed = self._raw[begin : begin + entry.compress_size]
        if entry.compress_type == zipfile.ZIP_STORED:
            return packed[: most + 1]
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most + 1)
        except zlib.error:
            raise self._damaged(entry.filename) from None

    def _damaged(self, name: str) -> Damaged:
        return Damaged(Problem("workbook.damaged", self._where, {"found": name}))

    def _objected(self, reason: str, name: str) -> Problem:
        return Problem(OBJECTIONS[reason], self._where, {"found": name})


def opened(raw: bytes, where: Location, limits: Limits) -> Package | Problem:
    """Look at the directory of a zip file, and at nothing else; return why it is not to be opened, or the package."""
    if raw.count(ENTRY) > CROWD * limits.parts:
        return Problem("workbook.many_parts", where, {"found": f"> {limits.parts}", "expected": str(limits.parts)})
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except UNREADABLE:
        return Problem("workbook.damaged", where, {"found": where.file})
    return _objection(entries, len(raw), where, limits) or Package(
        raw, {entry.filename.lower(): entry for entry in entries}, where
    )


def _objection(entries: list[zipfile.ZipInfo], size: int, where: Location, limits: Limits) -> Problem | None:
    if len(entries) > limits.parts:
        return Problem("workbook.many_parts", where, {"found": str(len(entries)), "expected": str(limits.parts)})
    if (name := _odd_name(entries)) is not None:
        return Problem("workbook.odd_parts", where, {"found": name})
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        return Problem("workbook.locked", where)
    unpacked = sum(entry.file_size for entry in entries)
    if _is_bomb(entries, unpacked, size, limits):
        return Problem("workbook.suspicious", where, {"found": f"{unpacked / 1e6:.0f}"})
    if unpacked > limits.unpacked:
        facts = {"found": f"{unpacked / 1e6:.0f}", "expected": f"{limits.unpacked / 1e6:.0f}"}
        return Problem("workbook.too_large", where, facts)
    return None


def _odd_name(entries: list[zipfile.ZipInfo]) -> str | None:
    """Return the name of a part that is there twice, or that points out of the package."""
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        if name.lower() in seen or "\x00" in name or ":" in name or name.startswith(("/", "\\")):
            return name
        if ".." in name.replace("\\", "/").split("/"):
            return name
        seen.add(name.lower())
    return None


def _is_bomb(entries: list[zipfile.ZipInfo], unpacked: int, size: int, limits: Limits) -> bool:
    """Say whether a package was made to do harm: packed too tightly, in a rare way, or parts lying over each other."""
    packed = sum(entry.compress_size for entry in entries)
    usual = all(entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries)
    tight = any(
        entry.file_size > limits.small_part and entry.file_size > limits.tightest_part * max(entry.compress_size, 1)
        for entry in entries
    )
    large = unpacked > limits.small_part and unpacked > limits.tightest * max(packed, 1)
    return tight or large or not usual or packed > size
