"""Reads a submission from YAML or JSON: the envelope here, every answer through the one gate."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from belong_assess.files.draft_names import SUFFIXES, names_of
from belong_assess.files.json_dialect import read_json
from belong_assess.files.slugs import is_device
from belong_assess.files.text import is_there, neighbours, read_text
from belong_assess.files.yaml_dialect import Document, read_yaml
from belong_assess.model.assessment import Assessment
from belong_assess.model.own_questions import is_own
from belong_assess.problems import Location, PathKey, Problem, closest, kind_of
from belong_assess.responses.capture import capture
from belong_assess.responses.plain_text import without_controls
from belong_assess.responses.submission import Entry, Profile, Submission
from belong_assess.values import value

FORMAT = "belong-assess/submission/1"
KEYS = (
    "format", "questionnaire", "version", "hash", "tier", "scope", "status", "language", "context", "competences", "answers",
    "left_behind",
    "own_questions",
)  # fmt: skip
MOST_SUGGESTIONS = 50
"""After so many unknown ids nothing is looked up any more: the file is of another kind."""
STATUSES = ("draft", "consolidated", "approved")
PROFILE_KEYS = ("preset", "fields", "confirmed")
FIELD_KEYS = ("roles", "holder")


class Places(Protocol):
    """Knows where in a file each value stands."""

    file: str

    def where(self, path: PathKey) -> Location:
        """Return the place of a value, or of the nearest value around it."""


@value
class RawSubmission:
    """The plain data of a submission file, with the place of every value, and the folder that the file lies in."""

    data: Mapping[str, Any]
    document: Places
    folder: Path | None = None

    @property
    def questionnaire(self) -> str:
        """The questionnaire that the file names."""
        return str(self.data.get("questionnaire"))

    @property
    def version(self) -> str | None:
        """The version of the questionnaire that the file names."""
        held = self.data.get("version")
        return None if held is None else str(held)


def read_raw(path: Path, name: str | None = None) -> tuple[RawSubmission | None, list[Problem]]:
    """Read a submission file as plain data; `None` where it cannot be read or is no submission."""
    name = name or str(path)
    if path.suffix.lower() not in (".yaml", ".yml", ".json"):
        if not is_there(path):
            return None, [Problem("file.missing", Location(name), {"found": path.name, "closest": neighbours(path)})]
        facts = {"found": path.suffix or path.name, "expected": ".yaml, .json"}
        return None, [Problem("file.format_unknown", Location(name), facts)]
    text, problems = read_text(path, name)
    if text is None and is_begun(path):
        return None, [Problem("draft.only_history", Location(name), {"file": name})]
    if text is None:
        return None, problems
    document = read_json(text, name) if path.suffix.lower() == ".json" else read_yaml(text, name)
    problems.extend(document.problems)
    if document.data is None:
        if not problems:
            problems.append(Problem("file.empty", Location(name, 1, 1)))
        return None, problems
    if not isinstance(document.data, dict) or "questionnaire" not in document.data:
        facts = {"found": kind_of(document.data), "expected": "questionnaire"}
        return None, [*problems, Problem("submission.not_a_submission", Location(name, 1, 1), facts)]
    return RawSubmission(document.data, document, path.parent), problems


def is_begun(path: Path) -> bool:
    """Say whether all there is of a draft is its history: it was never paused, or its file was removed."""
    if path.suffix.lower() not in SUFFIXES or is_there(path) or is_device(path.name.partition(".")[0]):
        return False
    try:
        return is_there(names_of(path).history)
    except (OSError, ValueError):  # a name that no disk can hold
        return False


def is_newer(version: str, other: str) -> bool:
    """Say whether one version comes after another; words that are no versions come after none."""
    parts = [[part for part in each.split(".") if part.isascii() and part.isdigit()] for each in (version, other)]
    return bool(parts[0]) and [int(part[:9]) for part in parts[0]] > [int(part[:9]) for part in parts[1]]


def load_submission(path: Path, assessment: Assessment, name: str | None = None) -> tuple[Submission | None, list[Problem]]:
    """Read a submission file against an assessment; `None` where an error on the file rejects it."""
    raw, problems = read_raw(path, name)
    if raw is None:
        return None, problems
    submission, more = submission_from(raw.data, assessment, raw.document.file, raw.document)
    return submission, [*problems, *more]


def submission_from(
    data: Mapping[str, Any], assessment: Assessment, file: str = "", document: Places | None = None
) -> tuple[Submission | None, list[Problem]]:
    """Turn plain data into a submission. Errors on an answer leave that item open; errors on the file give `None`.

    Answers to questions of a region's own are no part of it: see `own_entries`.
    """
    answers = data.get("answers")
    if isinstance(answers, dict) and any(map(is_own, answers)):
        data = {**data, "answers": {item_id: raw for item_id, raw in answers.items() if not is_own(item_id)}}
    return _Reader(data, assessment, document or Document(file)).submission()


def own_answers(raw: RawSubmission) -> dict[str, Any]:
    """Return the answers to questions of a region's own as they stand in the file."""
    answers = raw.data.get("answers")
    return {item_id: held for item_id, held in answers.items() if is_own(item_id)} if isinstance(answers, dict) else {}


def own_entries(raw: RawSubmission, own: Assessment) -> tuple[dict[str, Entry], list[Problem]]:
    """Pass the answers to own questions through the gate, against the method that these questions make."""
    reader = _Reader({"answers": own_answers(raw)}, own, raw.document)
    return reader.entries("answers", own.items), reader.problems


class _Reader:
    """One reading of one file; problems gather on the way."""

    def __init__(self, data: Mapping[str, Any], assessment: Assessment, document: Places) -> None:
        self.data = data
        self.assessment = assessment
        self.document = document
        self.problems: list[Problem] = []
        self.unknown = 0

    def submission(self) -> tuple[Submission | None, list[Problem]]:
        if not self.is_ours():
            return None, self.problems
        tier, scope = self.tier(), self.scope()
        if tier is None or scope == ():
            return None, self.problems
        for key in self.data:
            if key not in KEYS:
                self.report("submission.unknown_key", (key, ""), found=key, closest=closest(key, KEYS))
        if left := self.data.get("left_behind"):
            found = str(len(left)) if isinstance(left, list) else "1"
            self.report("submission.left_behind", ("left_behind", ""), found=found)
        made = Submission(
            questionnaire=self.assessment.questionnaire.id,
            version=self.word("version"),
            hash=self.word("hash"),
            tier=tier,
            scope=scope,
            status=self.status(),
            language=self.word("language"),
            context=self.entries("context", self.assessment.facts),
            profile=self.profile(),
            answers=self.entries("answers", self.assessment.items),
            file=self.document.file,
        )
        return made, self.problems

    # the envelope

    def is_ours(self) -> bool:
        """Check questionnaire, version and hash: another questionnaire or version rejects, another hash warns."""
        asked = self.assessment.questionnaire
        if self.data.get("format", FORMAT) != FORMAT:
            self.report("submission.format_unknown", ("format",), found=self.shown("format"), expected=FORMAT)
            return False
        if self.data.get("questionnaire") != asked.id:
            self.report(
                "submission.other_questionnaire", ("questionnaire",), found=self.shown("questionnaire"), expected=asked.id
            )
            return False
        version, digest = self.data.get("version"), self.data.get("hash")
        if version is None or digest is None:
            missing = ", ".join(key for key, held in (("version", version), ("hash", digest)) if held is None)
            self.report("submission.unversioned", (), expected=missing, version=asked.version)
        if version is not None and str(version) != asked.version:
            code = "submission.newer_version" if is_newer(str(version), asked.version) else "submission.other_version"
            facts = {"found": str(version), "expected": asked.version, "file": self.document.file, "method": asked.id}
            self.report(code, ("version",), **facts)
            return False
        if digest is not None and str(digest) != self.assessment.questionnaire_hash:
            self.report("submission.hash_differs", ("hash",), found=str(digest), expected=self.assessment.questionnaire_hash)
        return True

    def tier(self) -> str | None:
        tiers = list(self.assessment.tier_rank)
        tier = self.data.get("tier", tiers[-1])
        if tier in tiers:
            return str(tier)
        near = closest(str(tier), tiers)
        self.report("submission.tier_unknown", ("tier",), found=self.shown("tier"), expected=", ".join(tiers), closest=near)
        return None

    def scope(self) -> tuple[str, ...] | None:
        given = self.data.get("scope", "all")
        if given is None or given == "all":
            return None
        areas = self.assessment.areas
        named = [str(area) for area in (given if isinstance(given, list) else [given])]
        for area in named or ["[]"]:
            if area not in areas:
                near = closest(area, areas)
                self.report("submission.scope_unknown", ("scope",), found=area, expected=", ".join(areas), closest=near)
        return tuple(area for area in areas if area in named)

    def status(self) -> str:
        status = self.data.get("status", STATUSES[0])
        if status in STATUSES:
            return str(status)
        self.report("submission.status_unknown", ("status",), found=self.shown("status"), expected=", ".join(STATUSES))
        return STATUSES[0]

    def profile(self) -> Profile:
        """Read the competence profile: a preset fills the roles in, the fields named override it."""
        raw = self.mapping("competences")
        known = self.assessment.questionnaire.competences
        presets = {preset.id: preset for preset in known.presets}
        preset = None if raw.get("preset") is None else str(raw["preset"])
        if preset is not None and preset not in presets:
            facts = {"found": preset, "expected": ", ".join(presets), "closest": closest(preset, presets)}
            self.report("competence.preset_unknown", ("competences", "preset"), **facts)
            preset = None
        for key in raw:
            if key not in PROFILE_KEYS:
                self.report(
                    "submission.unknown_key", ("competences", key, ""), found=key, closest=closest(key, PROFILE_KEYS)
                )
        roles: dict[str, tuple[str, ...]] = dict(presets[preset].roles) if preset else {}
        holders: dict[str, str] = {}
        for name, held in self.mapping("fields", raw, ("competences",)).items():
            self.field(name, held, roles, holders)
        return Profile(preset, roles, holders, self.confirmed(raw.get("confirmed"), roles))

    def field(self, name: str, held: Any, roles: dict[str, tuple[str, ...]], holders: dict[str, str]) -> None:
        competences = self.assessment.questionnaire.competences
        fields = [field.id for field in competences.fields]
        path: PathKey = ("competences", "fields", name)
        if name not in fields:
            self.report(
                "competence.field_unknown",
                (*path, ""),
                found=name,
                expected=", ".join(fields),
                closest=closest(name, fields),
            )
            return
        for key in held if isinstance(held, dict) else ():
            if key not in FIELD_KEYS:
                self.report("submission.unknown_key", (*path, key, ""), found=key, closest=closest(key, FIELD_KEYS))
        given = held.get("roles", []) if isinstance(held, dict) else held
        named = given if isinstance(given, list) else [given]
        known = [role.id for role in competences.roles]
        for role in named:
            if role not in known:
                facts = {"found": str(role), "expected": ", ".join(known), "closest": closest(str(role), known)}
                self.report("competence.role_unknown", path, **facts)
        held_roles = tuple(role for role in known if role in named)
        if held_roles:
            roles[name] = held_roles
        holder = held.get("holder") if isinstance(held, dict) else None
        if isinstance(holder, str):
            holders[name] = without_controls(holder)
        elif holder is not None:
            self.report("submission.wrong_shape", (*path, "holder"), found=kind_of(holder), expected="#text")

    def confirmed(self, given: Any, roles: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
        """Fields whose NC is confirmed as a whole; only a field without any role can be."""
        fields = [field.id for field in self.assessment.questionnaire.competences.fields]
        kept = set()
        path: PathKey = ("competences", "confirmed")
        named = given if isinstance(given, list) else [] if given is None else [given]
        for name in map(str, named):
            if name not in fields:
                near = closest(name, fields)
                self.report("competence.field_unknown", path, found=name, expected=", ".join(fields), closest=near)
            elif roles.get(name) != ("none",):
                self.report("competence.confirmed_with_role", (*path, name), found=name)
            else:
                kept.add(name)
        return frozenset(kept)

    # answers

    def entries(self, key: str, known: Mapping[str, Any]) -> dict[str, Entry]:
        """Pass every answer through the gate; an unknown id is an error with the closest ones."""
        held: dict[str, Entry] = {}
        for item_id, raw in self.mapping(key).items():
            if not self.is_known(item_id, key, known):
                continue
            where = partial(self.where_below, (key, item_id))
            captured = capture(self.assessment, item_id, raw, where)
            self.problems.extend(captured.problems)
            if captured.entry is not None:
                held[item_id] = captured.entry
        return held

    def is_known(self, item_id: str, key: str, known: Mapping[str, Any]) -> bool:
        if item_id in known or (key == "answers" and item_id in self.assessment.part_ids):
            return True
        path: PathKey = (key, item_id, "")
        if item_id in self.assessment.facts:
            self.report("answer.is_context", path, found=item_id)
        elif item_id in self.assessment.items:
            self.report("answer.not_context", path, found=item_id)
        else:
            self.unknown += 1
            near = closest(item_id, known) if self.unknown <= MOST_SUGGESTIONS else ""
            self.report("answer.unknown_item", path, found=item_id, closest=near)
        return False

    # small things

    def where_below(self, at: PathKey, path: PathKey) -> Location:
        return self.document.where((*at, *path))

    def mapping(self, key: str, within: Mapping[str, Any] | None = None, at: PathKey = ()) -> Mapping[str, Any]:
        held = (self.data if within is None else within).get(key)
        if held is None:
            return {}
        if not isinstance(held, dict):
            self.report("submission.wrong_shape", (*at, key), found=kind_of(held), expected="#mapping")
            return {}
        return held

    def word(self, key: str) -> str | None:
        held = self.data.get(key)
        return None if held is None else without_controls(str(held))

    def shown(self, key: str) -> str:
        return str(self.data.get(key))[:60]

    def report(self, code: str, path: PathKey, **facts: str) -> None:
        self.problems.append(Problem(code, self.document.where(path), facts))
