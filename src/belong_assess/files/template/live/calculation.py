"""The whole calculation of one template, from the cells that people fill in to the headline, as hidden tables."""

from __future__ import annotations

from collections.abc import Iterator

from belong_assess.files.template.live.answers import Answers
from belong_assess.files.template.live.caps import Caps
from belong_assess.files.template.live.groups import Groups
from belong_assess.files.template.live.items import Items
from belong_assess.files.template.live.nodes import Nodes
from belong_assess.files.template.live.outline import outline
from belong_assess.files.template.live.points import Points
from belong_assess.files.template.live.powers import Powers
from belong_assess.files.template.live.predicates import Predicates
from belong_assess.files.template.live.readings import Readings, Rows
from belong_assess.files.template.live.table import Table
from belong_assess.files.template.template import Template


class Calculation:
    """Every hidden table, each made from those before it. `rows` say where each slot was painted."""

    def __init__(self, template: Template, rows: Rows, evidence: str) -> None:
        assessment = template.assessment
        self.outline = outline(assessment, template.extent)
        self.readings = Readings(template, rows, evidence)
        self.powers = Powers(assessment, self.readings)
        self.answers = Answers(assessment, self.readings, self.powers)
        self.points = Points(assessment, self.answers)
        self.items = Items(assessment, self.outline, self.answers, self.points)
        self.predicates = Predicates(self.items)
        self.caps = Caps(self.predicates)
        self.nodes = Nodes(assessment, self.outline, self.items, self.caps)
        self.groups = Groups(self.nodes, self.items, self.caps)

    def tables(self) -> Iterator[Table]:
        """The hidden tables that hold anything, in the order in which they rest on each other."""
        held = (
            *(self.readings.words.table, self.readings.table, self.readings.numbers.table),
            *(self.powers.presets, self.powers.table, self.answers.table, self.points.rules, self.points.table),
            *(self.items.conditions.table, self.items.table, *self.items.weights.tables),
            *(self.predicates.table, self.caps.table),
            *(self.nodes.doubts.table, self.nodes.table, self.groups.children, self.groups.table),
        )
        return (table for table in held if table.rows)
