"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

STARTS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "compound"),
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"{\\rtf", "document"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"\x1f\x8b", "archive"),
)
"""What files of a kind begin with."""

WEB_PAGE = (b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<meta")
MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
"""Byte order marks, which only texts begin with."""

HEAD = 4_096
_STREAMS = (("EncryptedPackage", "locked"), ("WordDocument", "document"), ("Workbook", "old"), ("Book", "old"))
"""Names of streams in the compound files of older office programs, and what has them."""


def kind_of_bytes(raw: bytes) -> str:
    """Name the kind of a file: one of `STARTS`, or `empty`, `web_page`, `xml`, `text`, `binary`."""
    if not raw or (raw[0] == 0 and not raw.strip(b"\x00")):
        return "empty"
    for start, kind in STARTS:
        if raw.startswith(start):
            return kind
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        return "picture"
    if raw[:2] == b"BM" and len(raw) > 26 and int.from_bytes(raw[2:6], "little") == len(raw):
        return "picture"
    return _kind_of_text(raw[:HEAD])


def _kind_of_text(head: bytes) -> str:
    if head.startswith(MARKS):
        return "text"
    begin = head.lstrip()[:64].lower()
    if begin.startswith(WEB_PAGE):
        return "web_page"
    if begin.startswith(b"<?xml"):
        return "web_page" if b"<html" in head.lower() else "xml"
    return "binary" if b"\x00" in head else "text"


def compound_kind(raw: bytes) -> str:
    """Say what a compound file holds: `locked` behind a password, an `old` workbook, a `document`, or something else."""
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") in raw:
            return kind
    return "binary"
