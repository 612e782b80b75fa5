"""What a workbook of the .xlsx family is made of: its sheets in their order, and the parts that hold them."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from belong_assess.files.workbooks.markup import local, no_end, no_text, read_markup
from belong_assess.values import value

WORKBOOK = "xl/workbook.xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATION = "http://purl.oclc.org/ooxml/officeDocument/relationships"
TRUE = ("1", "true", "on")


@value
class Outline:
    """The sheets of a workbook, each with the part that holds its cells; where texts and styles are; how days count."""

    sheets: Mapping[str, str]
    strings: str
    styles: str
    from_1904: bool


def main_part(root_relations: bytes) -> str | None:
    """Return the part of a package that everything else hangs on."""
    return _by_kind(relations(root_relations, "")).get("officeDocument")


def relations_part(part: str) -> str:
    """Return where the relations of a part stand."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations(part: bytes, folder: str) -> dict[str, tuple[str, str]]:
    """Return the relations of a part by their ids: the kind, and the part that is meant. None of those to the outside."""
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            found[attributes.get("Id", "")] = kind, target.lstrip("/")

    read_markup(part, start, no_end, no_text)
    return found


def _by_kind(related: dict[str, tuple[str, str]]) -> dict[str, str]:
    return dict(reversed(related.values()))


def outline(workbook: bytes, related: dict[str, tuple[str, str]]) -> Outline:
    """Read which sheets there are; charts and other pages without cells are left out. A name or part counts once."""
    sheets: dict[str, str] = {}
    seen: set[str] = set()
    days: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag == "sheet":
            identity = attributes.get(f"{RELATION} id") or attributes.get(f"{STRICT_RELATION} id") or ""
            kind, part = related.get(identity, ("", ""))
            if kind == "worksheet" and part not in seen:
                seen.add(part)
                sheets.setdefault(attributes.get("name", ""), part)
        elif tag == "workbookPr":
            days.append(attributes.get("date1904", ""))

    read_markup(workbook, start, no_end, no_text)
    kinds = _by_kind(related)
    return Outline(sheets, kinds.get("sharedStrings", ""), kinds.get("styles", ""), days[:1] in [[word] for word in TRUE])
