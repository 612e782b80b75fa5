"""What can be wrong with content: a code, a severity, a place and the facts; never words.

The words for each code stand in the language catalogues as `problem.<code>.what` and `problem.<code>.fix`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from typing import Literal

from belong_assess.values import value

Severity = Literal["note", "warning", "error"]
PathKey = tuple[str | int, ...]


@value
class Location:
    """Where a problem stands: a file with line and column (both from 1), or with sheet and cell, and the path inside it."""

    file: str = ""
    line: int | None = None
    column: int | None = None
    path: PathKey = ()
    sheet: str = ""
    cell: str = ""


@value
class Problem:
    """A defect in content. `facts` fill the placeholders of its message: `found`, `expected`, `closest` and others."""

    code: str
    where: Location = Location()
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """The severity of its code."""
        return CODES[self.code]


def closest(word: str, known: Iterable[str]) -> str:
    """Return the known words nearest to this one, best first, or an empty text."""
    from difflib import get_close_matches

    candidates = list(known)
    folded = {candidate.casefold(): candidate for candidate in candidates}
    near = get_close_matches(word.casefold(), folded, n=3, cutoff=0.6)
    return ", ".join(folded[key] for key in near)


def kind_of(held: object) -> str:
    """Name what a value is by a code that the catalogues word (`fact.<code>`)."""
    if held is None:
        return "#nothing"
    if isinstance(held, bool):
        return "#true_or_false"
    if isinstance(held, str):
        return "#text"
    if isinstance(held, dict):
        return "#mapping"
    return "#list" if isinstance(held, list | tuple) else "#number"


def redacted(problems: Sequence[Problem]) -> list[Problem]:
    """Return the same problems without what the file said: what was found, and keys of its own, are free text."""
    return [_redacted(problem) for problem in problems]


def _redacted(problem: Problem) -> Problem:
    where = problem.where
    said = ("found", "first", "second", "closest")
    facts = {name: "…" if name in said and fact else fact for name, fact in problem.facts.items()}
    kept = Location(where.file, where.line, where.column, sheet=where.sheet, cell=where.cell)
    return Problem(problem.code, kept, facts)


def has_errors(problems: Sequence[Problem]) -> bool:
    """Say whether any of these problems is an error."""
    return any(problem.severity == "error" for problem in problems)


CODES: dict[str, Severity] = {
    # files
    "file.missing": "error",
    "file.unreadable": "error",
    "file.not_text": "error",
    "file.too_large": "error",
    "file.too_many_values": "error",
    "file.format_unknown": "error",
    "file.empty": "error",
    "file.reader_died": "error",
    "file.reader_slow": "error",
    # YAML and JSON as such
    "yaml.syntax": "error",
    "yaml.tab": "error",
    "yaml.repeated_key": "error",
    "yaml.alias": "error",
    "yaml.tag": "error",
    "yaml.too_deep": "error",
    "yaml.several_documents": "error",
    "yaml.key_not_text": "error",
    "json.syntax": "error",
    "json.repeated_key": "error",
    "text.control_removed": "note",
    # the shape of a method file
    "schema.missing_key": "error",
    "schema.unknown_key": "error",
    "schema.wrong_type": "error",
    "schema.not_allowed": "error",
    "schema.unknown_kind": "error",
    # a method as a whole
    "method.other_questionnaire": "error",
    "method.repeated_id": "error",
    "method.id_malformed": "error",
    "method.id_reserved": "error",
    "method.unknown_item": "error",
    "method.unknown_scale": "error",
    "method.unknown_option": "error",
    "method.unknown_tier": "error",
    "method.unknown_rule": "error",
    "method.unknown_node": "error",
    "method.unknown_field": "error",
    "method.unknown_role": "error",
    "method.unknown_fact": "error",
    "method.unknown_view": "error",
    "method.unknown_bar": "error",
    "method.unknown_band": "error",
    "method.unknown_tag": "error",
    "method.unknown_practice": "error",
    "method.unknown_part": "error",
    "method.unused": "warning",
    "method.rule_does_not_fit": "error",
    "method.points_missing": "error",
    "method.points_out_of_range": "error",
    "method.points_not_ascending": "warning",
    "method.option_unreachable": "error",
    "method.option_repeated": "error",
    "method.scale_too_short": "error",
    "method.share_bounds": "error",
    "method.limits_contradict": "error",
    "method.bounds_not_ascending": "error",
    "method.bounds_gap": "error",
    "method.bounds_unreachable": "error",
    "method.goalposts_equal": "error",
    "method.weight_negative": "error",
    "method.weight_without_effect": "warning",
    "method.zero_without_condition": "warning",
    "method.item_not_measured": "warning",
    "method.item_measured_twice": "error",
    "method.context_measured": "error",
    "method.item_unreachable": "error",
    "method.condition_never_true": "error",
    "method.condition_always_true": "warning",
    "method.condition_later_item": "error",
    "method.condition_later_tier": "error",
    "method.condition_itself": "error",
    "method.condition_circular": "error",
    "method.condition_does_not_fit": "error",
    "method.comparison_count": "error",
    "method.best_not_100": "error",
    "method.worst_not_0": "error",
    "method.band_gap": "error",
    "method.band_overlap": "error",
    "method.band_order": "error",
    "method.band_unreachable": "error",
    "method.minimum_missing": "error",
    "method.minimum_twice": "error",
    "method.percentage_out_of_range": "error",
    "method.number_out_of_range": "error",
    "method.headline_count": "error",
    "method.two_paths": "error",
    "method.optional_in_headline": "error",
    "method.area_outside_headline": "warning",
    "method.cycle_of_nodes": "error",
    "method.empty_group": "error",
    "method.requirement_impossible": "error",
    "method.cap_rises": "error",
    "method.cap_test_not_allowed": "error",
    "method.cap_without_effect": "warning",
    "method.parts_not_positive": "error",
    "method.finding_repeated": "error",
    "method.finding_sentence_repeated": "error",
    "method.finding_impossible": "error",
    "method.finding_always": "warning",
    "method.each_unused": "error",
    "method.placeholder_unknown": "error",
    "method.text_missing": "error",
    "method.text_repeated": "warning",
    "method.help_missing": "warning",
    "method.share_without_denominator": "warning",
    "method.preset_incomplete": "error",
    "method.section_repeated": "error",
    "method.migration_unknown": "error",
    "method.migration_option": "error",
    "method.migration_step": "error",
    "method.migration_repeated": "error",
    "method.migration_version": "error",
    "method.migration_does_not_fit": "error",
    "method.looks_at_unknown": "warning",
    "method.looks_at_itself": "error",
    "method.counterparts_of_nothing": "error",
    "method.unknown_counterpart": "error",
    # translations
    "language.unknown_key": "warning",
    "language.missing": "note",
    "language.placeholder": "error",
    "language.markup": "warning",
    "language.too_long": "warning",
    "language.outdated": "warning",
    "language.unconfirmed": "note",
    "language.other_language": "error",
    "language.no_reviewer": "warning",
    # workbooks that come back
    "workbook.not_a_workbook": "error",
    "workbook.suspicious": "error",
    "workbook.lock_file": "error",
    "workbook.locked": "error",
    "workbook.old_format": "error",
    "workbook.binary": "error",
    "workbook.other_format": "error",
    "workbook.picture": "error",
    "workbook.pdf": "error",
    "workbook.document": "error",
    "workbook.web_page": "error",
    "workbook.archive": "error",
    "workbook.plain_text": "error",
    "workbook.binary_text": "error",
    "workbook.damaged": "error",
    "workbook.sheet_damaged": "error",
    "workbook.no_sheets": "error",
    "workbook.too_large": "error",
    "workbook.crowded": "error",
    "workbook.many_parts": "error",
    "workbook.odd_parts": "error",
    "workbook.entities": "error",
    "workbook.encoding": "error",
    "workbook.endless_row": "error",
    "workbook.cut": "warning",
    "workbook.macros": "warning",
    "workbook.external_links": "warning",
    "workbook.objects": "warning",
    "workbook.pivot": "warning",
    "workbook.named_otherwise": "note",
    "workbook.encoding_guessed": "note",
    "translation.not_an_export": "error",
    "translation.other_method": "error",
    "translation.other_sheet": "error",
    "translation.no_language": "error",
    "translation.formula": "error",
    "translation.not_text": "error",
    "translation.twice": "error",
    "translation.older_source": "warning",
    # templates that come back
    "return.no_head": "error",
    "return.no_table": "error",
    "return.heads_differ": "error",
    "return.column_missing": "error",
    "return.rows_missing": "warning",
    "return.row_without_id": "warning",
    "return.twice": "error",
    "return.read_as": "note",
    "return.all_no": "note",
    "return.both_given": "error",
    "return.not_read": "note",
    "return.step_or_share": "error",
    "return.date_found": "error",
    "return.formula": "warning",
    "return.formula_without_value": "error",
    "return.error_value": "error",
    # tables of many regions
    "table.several": "error",
    # tables of many regions
    "table.not_recognised": "error",
    "table.results": "error",
    "table.several_meant": "error",
    "table.no_regions": "error",
    "table.name_twice": "error",
    "table.unknown_name": "error",
    "table.not_read": "warning",
    "table.left_alone": "note",
    "table.no_region": "warning",
    "table.assumed": "note",
    "table.filled_down": "note",
    "table.says_two_things": "error",
    "table.scattered": "error",
    "table.too_wide_to_turn": "error",
    "table.text_instead": "note",
    "table.too_many_columns": "error",
    "table.many_regions": "error",
    # golden cases
    "case.differs": "error",
    "case.invalid": "error",
    # submissions
    "submission.not_a_submission": "error",
    "submission.other_questionnaire": "error",
    "submission.other_version": "error",
    "submission.newer_version": "error",
    "submission.unversioned": "warning",
    "submission.hash_differs": "warning",
    "submission.format_unknown": "error",
    "submission.tier_unknown": "error",
    "submission.scope_unknown": "error",
    "submission.unknown_key": "warning",
    "submission.status_unknown": "warning",
    "submission.wrong_shape": "error",
    "submission.left_behind": "note",
    "submission.older_version": "note",
    "submission.not_carried": "warning",
    "competence.preset_unknown": "error",
    "competence.field_unknown": "error",
    "competence.role_unknown": "error",
    "competence.confirmed_with_role": "warning",
    # answers
    "answer.unknown_item": "error",
    "answer.is_context": "error",
    "answer.not_context": "error",
    "answer.unreadable": "error",
    "answer.not_an_option": "error",
    "answer.not_a_number": "error",
    "answer.number_ambiguous": "error",
    "answer.not_whole": "error",
    "answer.out_of_range": "error",
    "answer.not_a_date": "error",
    "answer.none_with_others": "error",
    "answer.ticked_and_left_out": "error",
    "answer.pair_incomplete": "warning",
    "answer.pair_second_zero": "error",
    "answer.share_not_taken": "error",
    "answer.share_and_step_differ": "error",
    "answer.too_long": "error",
    "answer.unknown_detail": "warning",
    "answer.detail_invalid": "warning",
    "answer.nc_not_offered": "error",
    "answer.nc_against_profile": "warning",
    "answer.nc_without_holder": "warning",
    "answer.nc_not_explained": "warning",
    "answer.nc_profile_missing": "warning",
    "answer.na_not_offered": "error",
    "answer.na_without_reason": "error",
    "answer.na_without_law": "warning",
    "answer.hidden": "note",
    "answer.outside_tier": "note",
    "answer.personal_data": "note",
    # questions of a region's own
    "own.name_not_allowed": "error",
    "own.file_missing": "error",
    "own.format_unknown": "error",
    "own.other_questionnaire": "error",
    "own.id_form": "error",
    "own.too_many": "error",
    "own.text_too_long": "error",
    "own.condition_on_common": "error",
    "own.not_named": "error",
    # drafts
    "draft.recovered": "note",
    "draft.file_gone": "warning",
    "draft.older_file": "warning",
    "draft.edited": "note",
    "draft.edited_and_recovered": "warning",
    "draft.conflict": "warning",
    "draft.history_line": "warning",
    "draft.line_cut": "note",
    "draft.history_missing": "warning",
    "draft.comments": "note",
    "draft.only_history": "error",
    "draft.no_lock": "warning",
    # outputs
    "output.exists": "error",
    "output.unwritable": "error",
    "output.not_read_back": "error",
}
"""Every problem code with its severity."""
