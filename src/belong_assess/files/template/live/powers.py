"""What the region does in each field of power: its own word, else that of the kind of authority that was chosen."""

from __future__ import annotations

from belong_assess.files.slots import FIELD, PRESET
from belong_assess.files.template.live.formula import (
    Cells,
    Fixed,
    Formula,
    any_,
    flag,
    if_,
    is_one_of,
    looked_up,
    or_else,
)
from belong_assess.files.template.live.readings import Readings
from belong_assess.files.template.live.table import Table
from belong_assess.files.template.live.words import NO_ROLE, UNREAD, named, role_code
from belong_assess.model.assessment import Assessment

DENIALS = ("no", "false")
"""All other words beside a field confirm that it is not ours."""


class Powers:
    """The hidden tables of powers: what each preset means, and one row for each field."""

    def __init__(self, assessment: Assessment, readings: Readings) -> None:
        self.presets = Table("presets")
        self.table = Table("powers")
        competences = assessment.questionnaire.competences
        for preset in competences.presets:
            for field in competences.fields:
                held = preset.roles.get(field.id)
                self.presets.set(named(preset.id), field.id, "" if held is None else role_code(held))
        for field in competences.fields:
            self._field(field.id, readings)

    def role(self, field: str) -> Cells:
        """The code of the role in a field; empty where neither a field nor a preset says one."""
        return self.table.at(field, "role")

    def holder(self, field: str) -> Cells:
        """1 where the profile names who holds the power."""
        return self.table.at(field, "holder")

    def confirmed(self, field: str) -> Cells:
        """1 where the region has no role and that is confirmed for the whole field."""
        return self.table.at(field, "confirmed")

    def _field(self, field: str, readings: Readings) -> None:
        put, at, slot = self.table.put, self.table.at, f"{FIELD}{field}"
        put(field, preset=self._of_preset(field, readings))
        put(field, own=readings.code(slot))
        own = at(field, "own")
        put(field, role=if_(any_(own.equals(""), own.equals(UNREAD)), at(field, "preset"), own))
        put(field, holder=flag(readings.said(slot, "holder").differs("")))
        denied = is_one_of(readings.said(slot, "confirmed"), "", *DENIALS)
        put(field, confirmed=if_(denied, 0, flag(at(field, "role").equals(NO_ROLE))))

    def _of_preset(self, field: str, readings: Readings) -> Formula:
        if not self.presets.rows:
            return Fixed("")
        return or_else(looked_up(readings.code(PRESET), self.presets.keys(), self.presets.down(field)), "")
