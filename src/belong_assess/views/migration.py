"""What became of every answer of a file that was carried over to another version, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from belong_assess.analysis.migrated_envelope import Aside
from belong_assess.analysis.migration import Carrying, Migrated
from belong_assess.analysis.soundness.migrations import answer_of
from belong_assess.language.texts import Language
from belong_assess.model.assessment import Assessment
from belong_assess.responses.plain_text import MAX_LENGTH
from belong_assess.responses.submission import Unreadable
from belong_assess.views.answers import response_text
from belong_assess.views.changes import folded, name_of
from belong_assess.views.changes_words import change_text, cut, quoted
from belong_assess.views.problems import problem_line
from belong_assess.views.safe import safe

LONGEST = 160
"""Of an answer, so many characters stand on the screen."""


class MigrationWords:
    """Words one migrated file; with `redact`, what people wrote freely stays out."""

    def __init__(
        self, new: Assessment, old: Assessment | None, migrated: Migrated, say: Language, *, redact: bool = False
    ) -> None:
        self.new = new
        self.old = old
        self.migrated = migrated
        self.say = say
        self.redact = redact

    def report(self, file: str, width: int) -> str:
        """Write the account: how many answers were kept, mapped and not carried, and what is to be done."""
        return folded(self.lines(file), width)

    def lines(self, file: str) -> Iterator[str]:
        say, made = self.say, self.migrated
        unit = safe(made.submission.unit) if not self.redact else ""
        yield say("migrate.head", file=safe(file), unit=f": {unit}" if unit else "")
        earlier = name_of(self.old) if self.old else say("migrate.version", version=safe(made.from_version) or "?")
        yield say("migrate.versions", old=earlier, new=name_of(self.new))
        if not made.is_known:
            yield say("migrate.unknown", version=safe(made.from_version))
        facts = {how: made.count(how) for how in ("kept", "mapped", "left")}
        yield say.count("migrate.counts", len(made.answers), **{how: str(number) for how, number in facts.items()})
        if made.status_was:
            yield say("migrate.status", status=safe(made.status_was))
        yield from self.group("migrate.mapped", [self.mapped(each) for each in made.answers if each.how == "mapped"])
        yield from self.group("migrate.left", [line for each in self.asides() for line in each])
        yield from self.group("migrate.review", self.review())
        yield from self.group("migrate.open", [self.question(name) for name in made.open])

    def group(self, key: str, lines: Sequence[str]) -> Iterator[str]:
        if lines:
            yield from ("", self.say(key))
            yield from (f"  {line}" for line in lines)

    def mapped(self, each: Carrying) -> str:
        """An answer that a declared mapping carried: both ids where they differ, both answers where those do."""
        ids = self.say("migrate.from_to", old=safe(each.was), new=safe(each.now)) if each.was != each.now else safe(each.now)
        before, after = self.answer(each), self.answer(each, now=True)
        words = self.say("migrate.from_to", old=before, new=after) if before != after else after
        dropped = self.say("migrate.dropped", options=self.say.list([safe(o) for o in each.dropped])) if each.dropped else ""
        return " ".join(filter(None, (f"{ids}: {words}", dropped)))

    def asides(self) -> Iterator[tuple[str, ...]]:
        """What has no place in the new file: the question, the old answer, why, and what to do."""
        carried = {f"{each.place}.{each.was}": each for each in self.migrated.answers}
        for aside in self.migrated.aside:
            one = carried.get(aside.what)
            if one is None or one.how != "left":
                yield (self.say(f"migrate.aside.{_part(aside)}", what=safe(aside.what), was=self.raw(aside.was)),)
                continue
            question = quoted(self.text_of(one), self.say)
            yield (
                f"{safe(one.was)}{question}: {self.answer(one)}",
                f"  {self.why(one)} {self.say(f'migrate.do.{one.why}')}",
            )

    def why(self, one: Carrying) -> str:
        problem = problem_line(one.problem, self.say).what if one.problem is not None and not self.redact else ""
        return problem if one.why == "refused" and problem else self.say(f"migrate.why.{one.why}")

    def answer(self, each: Carrying, *, now: bool = False, longest: int = LONGEST) -> str:
        """An answer in the words of its version; as it stood in the file where nothing could read it."""
        method, entry, name = (self.new, each.entry, each.now) if now else (self.old, each.earlier, each.was)
        form = answer_of(method, name) if method is not None else None
        if method is None or entry is None or form is None or isinstance(entry.response, Unreadable):
            return self.raw(each.raw)
        return cut(response_text(method, form, entry.response, self.say, self.redact), longest)

    def text_of(self, one: Carrying) -> str:
        method = self.old or self.new
        item = method.items.get(one.was) or method.facts.get(one.was)
        whole = one.was.rpartition(".")[0]
        return item.text if item else next((p.text for p in _parts(method, whole) if f"{whole}.{p.id}" == one.was), "")

    def review(self) -> list[str]:
        """Every change of meaning, with the answers that it touches."""
        return [
            self.say("migrate.meaning", change=change_text(change, self.say), ids=self.say.list([safe(n) for n in names]))
            for change, names in self.migrated.review
        ]

    def question(self, name: str) -> str:
        return f"{safe(name)}{quoted(self.new.items[name].text, self.say)}"

    def raw(self, held: Any) -> str:
        """A value as it stood in the file, on one line."""
        if self.redact:
            return "…"
        if isinstance(held, dict):
            pairs = [f"{safe(str(key))} {self.raw(child)}" for key, child in held.items()]
            return cut(self.say.list(pairs), LONGEST)
        return cut(self.say.list([self.raw(each) for each in held]) if isinstance(held, list) else safe(str(held)), LONGEST)

    def words(self) -> Callable[[Aside], str]:
        """Return what gives the words of an answer that was set aside: kept in the new file beside its codes."""
        carried = {f"{each.place}.{each.was}": each for each in self.migrated.answers}

        def said(aside: Aside) -> str:
            one = carried.get(aside.what)
            if one is None or one.earlier is None or isinstance(one.earlier.response, Unreadable):
                return ""
            return self.answer(one, longest=MAX_LENGTH)

        return said


def _parts(method: Assessment, whole: str) -> Sequence[Any]:
    return method.parts_of(whole) if whole in method.items else ()


def _part(aside: Aside) -> str:
    return aside.why if aside.why in ("dropped", "detail") else "envelope"


def migration_data(file: str, written: str, words: MigrationWords) -> dict[str, Any]:
    """Return the account as plain data."""
    made, say = words.migrated, words.say
    return {
        "file": file,
        "written": written,
        "from_version": made.from_version,
        "version": made.submission.version,
        "earlier_version_known": made.is_known,
        "counts": {"all": len(made.answers), **{how: made.count(how) for how in ("kept", "mapped", "left")}},
        "status_was": made.status_was,
        "answers": [
            {
                "place": each.place,
                "was": each.was,
                "now": each.now,
                "how": each.how,
                "why": each.why,
                "in_words": words.answer(each),
                "dropped": list(each.dropped),
            }
            for each in made.answers
            if each.how != "kept"
        ],
        "aside": [{"what": each.what, "reason": each.why} for each in made.aside],
        "review": [{"change": change_text(change, say), "answers": list(names)} for change, names in made.review],
        "open": list(made.open),
    }
