"""The texts that the cells of a workbook share."""

from __future__ import annotations

from belong_assess.files.workbooks.contents import SPACES, unescaped
from belong_assess.files.workbooks.markup import local, read_markup


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
            run = unescaped("".join(self._run))
            self.done.append(run if self._kept else run.strip(SPACES))

    def whole(self) -> str:
        """Return the text, and begin the next."""
        text = "".join(self.done)
        self.done.clear()
        return text


def shared_strings(part: bytes) -> list[str]:
    """Return the texts in their order."""
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
