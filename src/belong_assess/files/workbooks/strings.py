"""The texts that the cells of a workbook share."""

from __future__ import annotations

import re

from belong_assess.files.workbooks.contents import SPACES, unescaped
from belong_assess.files.workbooks.markup import local, read_markup

MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
TEXT, TEXT_END = b"<si>", b"</si>"
HEAD = 2_000
PLAIN = re.compile(rb'<t(?: xml:space="(preserve)")?>([^<&\r]*)</t></si>')
"""A text without runs and without anything that stands for something else."""


class RichText:
    """Puts a text together from its runs. What is only a reading aid beside it (`rPh`) is left out."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self._run: list[str] = []
        self._in_run = self._kept = False
        self._beside = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take up an element of a text."""
        if tag == "rPh":
            self._beside += 1
        elif tag == "t" and not self._beside:
            self._in_run, self._run = True, []
            self._kept = attributes.get("http://www.w3.org/XML/1998/namespace space") == "preserve"

    def text(self, text: str) -> None:
        """Take up characters."""
        if self._in_run:
            self._run.append(text)

    def end(self, tag: str) -> None:
        """Close an element of a text. Spaces around a run count only where it says so."""
        if tag == "rPh":
            self._beside -= 1
        elif tag == "t" and self._in_run:
            self._in_run = False
            run = "".join(self._run)
            self.done.append(unescaped(run if self._kept else run.strip(SPACES)))

    def whole(self) -> str:
        """Return the text, and begin the next."""
        text = "".join(self.done)
        self.done.clear()
        return text


def well_paired(part: bytes) -> bool:
    """Say whether as many texts end as begin."""
    return part.count(TEXT) == part.count(TEXT_END)


class SharedStrings:
    """The shared texts by their number; each is read when a cell asks for it.

    A cover needs a dozen of a thousand texts. Only a part of an unusual form (comments, other prefixes) is read whole.
    """

    def __init__(self, part: bytes) -> None:
        usual = well_paired(part) and part.count(TEXT) == part.count(TEXT[:-1]) and b"<!" not in part and MAIN in part[:HEAD]
        self._pieces = part.split(TEXT)[1:] if usual else []
        self._read: dict[int, str] = {}
        self._whole: list[str] | None = None if usual else _texts(part)

    def __getitem__(self, number: int) -> str:
        """Return a text. Raises `IndexError` where there is none of this number, `expat.ExpatError` where it is no XML."""
        if number < 0:
            raise IndexError(number)
        if self._whole is not None:
            return self._whole[number]
        if number not in self._read:
            self._read[number] = self._text(self._pieces[number])
        return self._read[number]

    def _text(self, piece: bytes) -> str:
        if found := PLAIN.match(piece):
            text = found.group(2).decode()
            return unescaped(text if found.group(1) else text.strip(SPACES))
        return _texts(b"<sst %b><si>%b</si></sst>" % (MAIN, piece[: piece.rfind(TEXT_END)]))[0]


def _texts(part: bytes) -> list[str]:
    """Read texts in their order, by the rules of XML."""
    strings: list[str] = []
    rich = RichText()

    def start(name: str, attributes: dict[str, str]) -> None:
        rich.start(local(name), attributes)

    def end(name: str) -> None:
        tag = local(name)
        rich.end(tag)
        if tag == "si":
            strings.append(rich.whole())

    read_markup(part, start, end, rich.text)
    return strings
