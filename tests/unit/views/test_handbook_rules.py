"""The handbook says every rule that a score depends on: caps, what an index needs, what is optional, roles of presets."""

from __future__ import annotations

import pytest
from support.methods import SHIPPED, method

from belong_assess.language.texts import language
from belong_assess.views.handbook import render_handbook
from belong_assess.views.markdown import escaped

SAY = language()


@pytest.mark.parametrize("name", SHIPPED)
def test_every_cap_band_and_preset_is_told(name: str) -> None:
    assessment = method(name)
    handbook = render_handbook(assessment, SAY)
    measured = assessment.indicators
    caps = [cap for node in (*measured.areas, *measured.aggregates) for cap in node.caps]
    assert all(escaped(cap.reason) in handbook for cap in caps)
    assert handbook.count(SAY("handbook.optional")) == sum(area.optional for area in measured.areas)
    assert all(f"| {band.symbol} {band.label} |" in handbook for band in measured.bands)
    held = assessment.questionnaire.competences
    labels = {role.id: role.label for role in held.roles}
    for preset in held.presets:
        told = handbook.partition(f"**{escaped(preset.title)}**")[2].partition("**")[0]
        rows = [f"| {escaped(f.label)} | {SAY.list([labels[r] for r in preset.roles[f.id]])} |" for f in held.fields]
        assert all(row in told for row in rows)


def test_what_the_index_needs_is_told() -> None:
    told = " ".join(render_handbook(method("regional"), SAY).partition("### Index\n")[2].partition("###")[0].split())
    for part in ("at least 60 % of the weight", "At least 10 areas", "At least 3 of A1, A2, A3, A4, A16"):
        assert part in told
