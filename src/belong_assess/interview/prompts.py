"""What a step shows: where it stands, its text, its options, what was answered before, and what can be typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from belong_assess.interview.lines import GAP, TIE, Line
from belong_assess.interview.progress import Progress
from belong_assess.interview.replies import Option, options_of
from belong_assess.interview.script import (
    FactStep,
    FieldStep,
    PresetStep,
    QuestionStep,
    Script,
    is_given,
    item_of,
    only_noted,
)
from belong_assess.interview.vocabulary import Name, Vocabulary, words_of
from belong_assess.language.texts import Language
from belong_assess.model.assessment import Assessment
from belong_assess.model.questionnaire import (
    Answer,
    Choice,
    Count,
    Day,
    Figure,
    FreeText,
    Group,
    Item,
    Measure,
    Pair,
    Pick,
    Steps,
    Ticks,
)
from belong_assess.responses.submission import Entry, Later, Submission
from belong_assess.values import value
from belong_assess.views.answers import evidence_text, response_text
from belong_assess.views.safe import safe

ALWAYS: tuple[Name, ...] = (
    "help",
    "back",
    "skip",
    "dont_know",
    "not_ours",
    "not_applicable",
    "evidence",
    "note",
    "list",
    "quit",
)
"""The commands that the short line names, where they are offered; `?` lists them all."""

LEAD = "  "


@value
class Prompt:
    """The lines above, and the words in front of what is typed."""

    lines: tuple[Line, ...]
    ask: str
    options: tuple[Option, ...] = ()


@value
class Asked:
    """All that a prompt is made of."""

    assessment: Assessment
    submission: Submission
    held: Script
    progress: Progress
    say: Language
    known: Vocabulary
    last_year: Entry | None = None
    first: bool = False


def asking(say: Language, text: str) -> str:
    """The words in front of what is typed: a question ends by itself, anything else with a colon."""
    return text if text.endswith(("?", ")")) else say("interview.ask", ask=text)


def question_prompt(step: FactStep | QuestionStep, asked: Asked) -> Prompt:
    """Show a question or a fact."""
    item, answer = item_and_answer(asked.assessment, step.id)
    entry = entry_of(step, asked.submission)
    options = options_of(asked.assessment, answer)
    lines = [
        *_place(step, asked),
        *_text(step, item, asked),
        *option_lines(options),
        *_given(item, answer, entry, asked),
        GAP,
        *(_first(asked.say) if asked.first else ()),
        commands_line(offered(item, answer), asked),
    ]
    return Prompt(tuple(lines), asking(asked.say, ask_text(asked, answer, keep=is_given(step, asked.submission))), options)


def item_and_answer(assessment: Assessment, asked: str) -> tuple[Item, Answer]:
    """The item or fact behind an id, and what kind of answer that id takes."""
    item = item_of(assessment, asked)
    if item.id == asked:
        return item, item.answer
    return item, next(part.answer for part in assessment.parts_of(item.id) if f"{item.id}.{part.id}" == asked)


def entry_of(step: FactStep | QuestionStep, submission: Submission) -> Entry | None:
    """What was said to a question or a fact."""
    return (submission.context if isinstance(step, FactStep) else submission.answers).get(step.id)


def answer_of(step: FactStep | QuestionStep, submission: Submission) -> Entry | None:
    """What was answered; `None` where nothing was, or where it was put off."""
    entry = entry_of(step, submission)
    return None if entry is None or isinstance(entry.response, Later) else entry


def _place(step: FactStep | QuestionStep | FieldStep | PresetStep, asked: Asked) -> Iterator[Line]:
    """Area, number and progress; at the first question of an area also what it is about."""
    say, at = asked.say, asked.progress
    section = asked.assessment.sections.get(asked.held.section_of(step))
    title = f"{section.id} {section.title}" if section else say("interview.profile")
    pieces = [say("interview.done", done=at.done, total=at.total, share=say.percent(at.share))]
    if at.minutes is not None:
        pieces.append(say.count("interview.left", at.minutes))
    place = say("interview.place", section=title, number=at.number, of=at.of) if at.number else title
    yield GAP
    yield Line(place, "title")
    yield Line(" ".join(pieces), "dim")
    if section and section.about and at.number == 1:
        yield Line(section.about, "dim")
    yield GAP


def _text(step: FactStep | QuestionStep, item: Item, asked: Asked) -> Iterator[Line]:
    named = f"{step.id} " if isinstance(step, QuestionStep) else ""
    if step.id != item.id:
        yield Line(item.text, "text", f"{item.id} ")
    yield Line(text_of(asked.assessment, item, step.id), "question", named)
    if item.help is not None and item.help.share_of:
        yield Line(asked.say("interview.help.share_of", text=item.help.share_of), "dim", " " * len(named))


def text_of(assessment: Assessment, item: Item, asked: str) -> str:
    """The text of a question, a fact, or one part of a question."""
    if asked == item.id:
        return item.text
    return next(part.text for part in assessment.parts_of(item.id) if f"{item.id}.{part.id}" == asked)


def option_lines(options: Sequence[Option]) -> Iterator[Line]:
    """The options with their numbers, and what each means where there is more to say."""
    width = max((len(option.number) for option in options), default=0)
    for option in options:
        lead = f"{LEAD}{option.number:>{width}}  "
        yield Line(option.label, "option", lead)
        if option.about:
            yield Line(option.about, "dim", " " * len(lead))


def _given(item: Item, answer: Answer, entry: Entry | None, asked: Asked) -> Iterator[Line]:
    """What was answered before: in this draft, or last year."""
    say, profile = asked.say, asked.submission.profile
    if entry is not None:
        if only_noted(entry):
            yield Line(say("interview.given.nothing"), "given")
        else:
            shown = response_text(asked.assessment, answer, entry.response, say)
            yield Line(say("interview.given", answer=shown), "given")
        yield from detail_lines(entry, say)
    if asked.last_year is not None and (entry is None or isinstance(entry.response, Later)):
        shown = response_text(asked.assessment, answer, asked.last_year.response, say)
        yield Line(say("interview.last_year", answer=shown, yes=words_of(say("interview.word.yes"))[0]), "given")
    elif entry is None and item.competence in profile.confirmed and item.competence is not None:
        yield Line(say("interview.confirmed_field"), "given")


def given_lines(step: FactStep | QuestionStep, asked: Asked) -> tuple[Line, ...]:
    """What was answered so far, and what stands beside it."""
    return tuple(_given(*item_and_answer(asked.assessment, step.id), entry_of(step, asked.submission), asked))


def detail_lines(entry: Entry, say: Language) -> Iterator[Line]:
    """What stands beside an answer."""
    beside = {
        "evidence": evidence_text(entry.evidence, say),
        "note": safe(entry.comment or ""),
        "confidence": say(f"confidence.{entry.confidence}") if entry.confidence else "",
        "who": say(f"actor.{entry.who}") if entry.who else "",
    }
    for name, text in beside.items():
        if text:
            shown = words_of(say(f"interview.word.{name}"))[0]
            yield Line(say("interview.given.details", name=shown, text=text), "given", LEAD)


def _first(say: Language) -> Iterator[Line]:
    yield Line(say("interview.first.1"))
    yield Line(say("interview.first.2"))


def offered(item: Item, answer: Answer) -> tuple[Name, ...]:
    """The commands that the short line names for a question."""
    left_out: set[Name] = set()
    if item.competence is None:
        left_out.add("not_ours")
    if "NA" in item.refuses or isinstance(answer, FreeText):
        left_out.add("not_applicable")
    if isinstance(answer, FreeText):
        left_out.add("evidence")
    return tuple(name for name in ALWAYS if name not in left_out)


def tied(say: Language, known: Vocabulary, name: Name) -> str:
    """The key and the word of a command, never on two lines."""
    return say("interview.commands.word", key=known.keys[name], word=known.words[name]).replace(" ", TIE)


def commands_line(names: Sequence[Name], asked: Asked) -> Line:
    """One short line of what else can be typed."""
    say, known = asked.say, asked.known
    shown = [tied(say, known, name) for name in names]
    return Line(say("interview.commands.first" if asked.first else "interview.commands", commands=say.list(shown)), "dim")


def ask_text(asked: Asked, answer: Answer, *, keep: bool) -> str:
    """Say in a few words what can be typed."""
    text = _ask(asked.assessment, answer, asked.say)
    return asked.say("interview.ask.keep", ask=text) if keep else text


def _ask(assessment: Assessment, answer: Answer, say: Language) -> str:
    options = options_of(assessment, answer)
    match answer:
        case Choice() | Steps():
            name = "share" if assessment.takes_share(answer) else "steps"
            return say(f"interview.ask.{name}", first=options[0].number, last=options[-1].number)
        case Ticks():
            return say("interview.ask.ticks")
        case Pick(several=several):
            few = "interview.ask.pick_two" if len(options) == 2 else "interview.ask.pick"
            return say("interview.ask.pick_several" if several else few, last=options[-1].number)
        case Count():
            return say("interview.ask.count")
        case Measure() | Figure():
            return say("interview.ask.number", unit=answer.unit)
        case Pair():
            return say("interview.ask.pair")
        case Day():
            return say("interview.ask.date")
        case FreeText() | Group():
            return say("interview.ask.text")
        case _:
            assert_never(answer)


# the competence profile


def preset_prompt(asked: Asked) -> Prompt:
    """Show the presets of the competence profile."""
    say, competences = asked.say, asked.assessment.questionnaire.competences
    options = preset_options(asked.assessment, say)
    now = next((each for each in competences.presets if each.id == asked.submission.profile.preset), None)
    lines = [*_place(PresetStep(), asked), Line(say("interview.preset"), "question"), *option_lines(options)]
    if now is not None:
        lines.append(Line(say("interview.given", answer=now.title), "given"))
    lines += [GAP, commands_line(("help", "back", "skip", "list", "quit"), asked)]
    text = say("interview.ask.steps", first=options[-1].number, last=options[-2].number)
    return Prompt(tuple(lines), asking(say, _kept(say, text, keep=now is not None)), options)


def preset_options(assessment: Assessment, say: Language) -> tuple[Option, ...]:
    """The presets, and at the end the way without one."""
    presets = assessment.questionnaire.competences.presets
    listed = [Option(str(place), preset.title, preset.id, preset.about) for place, preset in enumerate(presets, 1)]
    return (*listed, Option("0", say("interview.preset.none"), None))


def field_prompt(step: FieldStep, asked: Asked) -> Prompt:
    """Show a competence field and the roles that can be held in it."""
    say = asked.say
    field = next(each for each in asked.assessment.questionnaire.competences.fields if each.id == step.id)
    options = role_options(asked.assessment)
    lines = [
        *_place(step, asked),
        Line(say("interview.field", field=field.label), "question"),
        Line(field.about, "dim"),
        *option_lines(options),
    ]
    now = field_text(asked, step.id)
    if now:
        lines.append(Line(say("interview.given", answer=now), "given"))
    lines += [GAP, commands_line(("help", "back", "skip", "list", "quit"), asked)]
    text = say("interview.ask.pick_several", last=options[-1].number)
    return Prompt(tuple(lines), asking(say, _kept(say, text, keep=bool(now))), options)


def role_options(assessment: Assessment) -> tuple[Option, ...]:
    """The roles, numbered from 1."""
    roles = assessment.questionnaire.competences.roles
    return tuple(Option(str(place), role.label, role.id, role.about) for place, role in enumerate(roles, 1))


def field_text(asked: Asked, field: str) -> str:
    """What the profile says of one field; empty where it says nothing."""
    profile, say = asked.submission.profile, asked.say
    labels = {role.id: role.label for role in asked.assessment.questionnaire.competences.roles}
    pieces = [labels[role] for role in profile.roles.get(field, ())]
    if holder := profile.holders.get(field):
        pieces.append(say("interview.field.holder", holder=safe(holder)))
    if field in profile.confirmed:
        pieces.append(say("interview.field.confirmed"))
    return say.list(pieces)


def profile_prompt(asked: Asked) -> Prompt:
    """Show the whole competence profile, each field with its number."""
    say, fields = asked.say, asked.assessment.questionnaire.competences.fields
    shown = [(field, field_text(asked, field.id) or say("report.missing")) for field in fields]
    options = tuple(Option(str(n), f"{field.label}: {text}", field.id) for n, (field, text) in enumerate(shown, 1))
    lines = (GAP, Line(say("interview.profile.title"), "title"), *option_lines(options))
    return Prompt(lines, asking(say, say("interview.profile.ask")), options)


def _kept(say: Language, text: str, *, keep: bool) -> str:
    return say("interview.ask.keep", ask=text) if keep else text


# help


def help_lines(step: FactStep | QuestionStep, asked: Asked) -> tuple[Line, ...]:
    """What a question means, what its highest answer and its evidence may be, how it is answered, and the commands."""
    say = asked.say
    item, answer = item_and_answer(asked.assessment, step.id)
    about = item.help
    texts = {name: getattr(about, name) for name in ("meaning", "top", "example", "evidence")} if about else {}
    told = [Line(say(f"interview.help.{name}", text=text)) for name, text in texts.items() if text]
    return (
        GAP,
        *told,
        Line(say(f"interview.help.{_form(asked.assessment, answer)}")),
        all_commands(asked, offered(item, answer)),
    )


def all_commands(asked: Asked, here: Sequence[Name]) -> Line:
    """Every command by key and word, in a few lines, but for special answers that the question does not take."""
    say, known = asked.say, asked.known
    refused = {"not_ours", "not_applicable"}.difference(here)
    shown = [tied(say, known, name) for name in known.keys if name not in refused]
    return Line(say("interview.help.all", commands=say.list(shown)), "dim")


def command_lines(asked: Asked) -> tuple[Line, ...]:
    """Every command with its key, its word and its meaning."""
    say, known = asked.say, asked.known
    rows = [
        Line(
            say("interview.command", key=known.keys[name], word=known.words[name], meaning=say(f"interview.command.{name}")),
            "dim",
            LEAD,
        )
        for name in known.keys
    ]
    return (GAP, Line(say("interview.help.commands")), *rows)


def _form(assessment: Assessment, answer: Answer) -> str:
    match answer:
        case Choice() | Steps():
            return "share" if assessment.takes_share(answer) else "steps"
        case Ticks():
            return "ticks"
        case Pick(several=several):
            return "ticks" if several else "pick"
        case Count() | Measure() | Figure() | Pair():
            return "figures"
        case Day():
            return "date"
        case FreeText() | Group():
            return "text"
        case _:
            assert_never(answer)
