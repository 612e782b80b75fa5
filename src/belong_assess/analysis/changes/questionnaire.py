"""What changed in what is asked: questions and facts wherever they stand, their answers, scales, tiers and fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from belong_assess.analysis.changes.answer_forms import AnswerForms, Found
from belong_assess.analysis.changes.change import Effect, Path
from belong_assess.analysis.changes.change import Mapping as Declared
from belong_assess.analysis.changes.walk import Difference, differences, listed, merged
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import Choice, Group, Help, Item, Scale

Items = Mapping[str, Item]
APART = ("version", "migrations", "sections", "scales")
MEANING_OF_HELP = "share_of"


class QuestionnaireChanges:
    """Compares two questionnaires; `old` is already under the ids of `new`."""

    def __init__(self, old: Assessment, new: Assessment, mapping: Declared, was: dict[str, str]) -> None:
        self.old = old
        self.new = new
        self.mapping = mapping
        self.was = was
        self.forms = AnswerForms(old, new, mapping)

    def found(self) -> Iterator[Found]:
        """Yield every difference: the questionnaire as a whole, its scales, then section by section."""
        old, new = self.old.questionnaire, self.new.questionnaire
        whole: Path = (("Questionnaire", new.id),)
        yield from ((each, None) for each in differences(old, new, whole, APART))
        yield from self.scales(whole)
        for each in listed(old.sections, new.sections, whole, "sections", apart=("items", "context")):
            yield each, None
        yield from self.items(self.old.facts, self.new.facts)
        yield from self.items(self.old.items, self.new.items)

    def scales(self, whole: Path) -> Iterator[Found]:
        old, new = self.old.scales, self.new.scales
        shared = [name for name in new if name in old]
        gone, came = (tuple(scale for name, scale in held.items() if name not in shared) for held in (old, new))
        for each in listed(gone, came, whole, "scales"):
            yield each, None
        for name in shared:
            yield from self.scale(old[name], new[name])

    def scale(self, old: Scale, new: Scale) -> Iterator[Found]:
        path: Path = (("Scale", new.id),)
        yield from ((each, None) for each in differences(old, new, path, ("options",)))
        users = [response for response in answers_on(self.old, new.id) if response in set(answers_on(self.new, new.id))]
        yield from self.forms.options([self.was.get(user, user) for user in users], old.options, new.options, path)

    def items(self, before: Items, after: Items) -> Iterator[Found]:
        for item_id in merged(list(before), list(after)):
            path: Path = (("Item", item_id),)
            if item_id not in after:
                moved = item_id in self.new.items or item_id in self.new.facts
                yield Difference(path, "context" if moved else "", before[item_id], None), "breaks"
            elif item_id in before:
                yield from self.item(before[item_id], after[item_id], path)
            elif item_id not in self.old.items and item_id not in self.old.facts:
                yield Difference(path, "", None, after[item_id]), self.of_new(after[item_id])
        earlier, later = (tuple(name for name in held if name in before and name in after) for held in (before, after))
        if earlier != later:
            yield Difference((("Questionnaire", self.new.questionnaire.id),), "items.order", earlier, later), "safe"

    def of_new(self, item: Item) -> Effect:
        """A new question that counts moves scores, unless only a new tier asks it."""
        measured = self.new.measured.get(item.id)
        return "scores" if measured is not None and measured.weight > 0 and item.tier in self.old.tier_rank else "safe"

    def item(self, old: Item, new: Item, path: Path) -> Iterator[Found]:
        was = self.was.get(new.id, new.id)
        if was != new.id:
            yield Difference(path, "id", was, new.id), None
        if self.old.section_of[new.id] != self.new.section_of[new.id]:
            yield Difference(path, "section", self.old.section_of[new.id], self.new.section_of[new.id]), None
        for each in differences(old, new, path, ("id", "answer", "help")):
            yield each, _refusing(each)
        yield from self.help(old, new, path)
        yield from self.forms.compare(was, old.answer, new.answer, path)

    def help(self, old: Item, new: Item, path: Path) -> Iterator[Found]:
        nothing = Help(meaning="")
        for each in differences(old.help or nothing, new.help or nothing, path):
            yield replace(each, field=f"help.{each.field}"), "meaning" if each.field == MEANING_OF_HELP else "safe"


def answers_on(assessment: Assessment, scale: str) -> tuple[str, ...]:
    """The ids of the answers that use a shared scale: questions, and sub-questions as `item.part`."""
    found: list[str] = []
    for item in (*assessment.facts.values(), *assessment.items.values()):
        if isinstance(item.answer, Choice) and item.answer.scale == scale:
            found.append(item.id)
        if isinstance(item.answer, Group):
            parts = ((part.id, part.answer) for part in item.answer.parts)
            found += [f"{item.id}.{part}" for part, answer in parts if isinstance(answer, Choice) and answer.scale == scale]
    return tuple(found)


def _refusing(each: Difference) -> Effect | None:
    """What newly refuses "not our competence" or "not applicable" may refuse answers that are there."""
    if each.field == "competence" and each.new is None:
        return "breaks"
    return "breaks" if each.field == "refuses" and set(each.new) - set(each.old) else None
