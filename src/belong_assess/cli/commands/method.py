"""`method`: list, show, check, schema, test and docs, for method authors."""

# Annotations of typer commands are read at run time and name local values: no postponed evaluation here.
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from belong_assess.cli import options
from belong_assess.cli.reporting import tell_problems
from belong_assess.cli.screen import Screen, open_screen
from belong_assess.errors import UsageError
from belong_assess.files.content import shipped_methods
from belong_assess.language.texts import Language
from belong_assess.problems import Problem, closest, has_errors
from belong_assess.views.safe import safe

if TYPE_CHECKING:
    from belong_assess.model.assessment import Assessment

SCHEMAS = ("questionnaire", "section", "indicators", "own")
OWN_ENDING = ".own.yaml"


def register(app: typer.Typer, say: Language, command: type) -> None:
    """Add the commands."""
    settings = options.help_settings()
    plain, lang = options.plain(say), options.lang(say)
    debug = options.debug(say)

    @app.command("list", cls=command, help=say("help.method.list"), context_settings=settings)
    def list_methods(plain: bool = plain, lang: str = lang, debug: bool = debug) -> int:
        from belong_assess.views.method_pages import method_line
        from belong_assess.workflows.methods import open_method

        screen = open_screen(say, plain=plain)
        for name in shipped_methods():
            screen.show(method_line(open_method(name, say.code), say))
        return 0

    @app.command("show", cls=command, help=say("help.method.show"), context_settings=settings)
    def show(
        method: str = typer.Argument("regional", help=say("help.method.name")),
        what: str = typer.Argument("", help=say("help.method.what")),
        plain: bool = plain,
        lang: str = lang,
        debug: bool = debug,
    ) -> int:
        from belong_assess.views.method_pages import render_item, render_method, render_section
        from belong_assess.workflows.methods import open_method

        screen = open_screen(say, plain=plain)
        assessment = open_method(method, say.code)
        if not what:
            screen.show(render_method(assessment, say, screen.width))
            return 0
        known = {known.casefold(): known for known in (*assessment.items, *assessment.facts, *assessment.sections)}
        found = known.get(what.casefold())
        if found is None:
            raise UsageError("usage.id_unknown", found=what, closest=closest(what, list(known.values())))
        page = render_section if found in assessment.sections else render_item
        screen.show(page(assessment, found, say, screen.width))
        return 0

    @app.command("check", cls=command, help=say("help.method.check"), context_settings=settings)
    def check(
        methods: list[str] = typer.Argument(None, help=say("help.method.names_or_own")),
        plain: bool = plain,
        lang: str = lang,
        debug: bool = debug,
    ) -> int:
        screen = open_screen(say, plain=plain)
        return max([_check(name, screen) for name in methods or shipped_methods()])

    @app.command("schema", cls=command, help=say("help.method.schema"), context_settings=settings)
    def schema(
        shape: str = typer.Argument("questionnaire", help=say("help.method.shape", shapes=", ".join(SCHEMAS))),
        lang: str = lang,
        debug: bool = debug,
    ) -> int:
        from belong_assess.files.schemas import schema as schema_of

        open_screen(say).show(schema_of(options.one_of(shape, SCHEMAS, say("help.metavar.shape"))))
        return 0

    @app.command("test", cls=command, help=say("help.method.test"), context_settings=settings)
    def test(
        methods: list[str] = typer.Argument(None, help=say("help.method.names")),
        lang: str = lang,
        debug: bool = debug,
    ) -> int:
        screen = open_screen(say)
        return max([_test(name, screen) for name in methods or shipped_methods()])

    @app.command("docs", cls=command, help=say("help.method.docs"), context_settings=settings)
    def docs(
        method: str = typer.Argument("regional", help=say("help.method.name")),
        output: str = typer.Option("", "--output", "-o", help=say("help.method.output")),
        force: bool = options.force(say),
        lang: str = lang,
        debug: bool = debug,
    ) -> int:
        from belong_assess.files.writing import write_output
        from belong_assess.views.handbook import render_handbook
        from belong_assess.workflows.methods import open_method

        screen = open_screen(say)
        text = render_handbook(open_method(method, say.code), say)
        if not output:
            screen.pass_on(text.encode())
            return 0
        problem = write_output(Path(output), text.encode(), force=force)
        tell_problems([problem] if problem else [], screen)
        if problem is None:
            screen.tell(say("score.written", file=output))
        return 1 if problem else 0


def _check(method: str, screen: Screen) -> int:
    if method.endswith(OWN_ENDING):
        return _check_own(method, screen)
    from belong_assess.workflows.check_method import check_method
    from belong_assess.workflows.methods import folders_of

    loaded, problems = check_method(*folders_of(method))
    tell_problems(problems, screen)
    return _verdict(method, loaded.assessment, problems, screen)


def _check_own(file: str, screen: Screen) -> int:
    """A file of own questions is checked like a method, with the one that it borrows from."""
    from belong_assess.workflows.own_questions import check_own_file

    own = check_own_file(Path(file))
    tell_problems(own.problems, screen)
    return _verdict(file, own.assessment, own.problems, screen)


def _verdict(method: str, assessment: "Assessment | None", problems: Sequence[Problem], screen: Screen) -> int:
    name = safe(method)
    if has_errors(problems) or assessment is None:
        screen.show(screen.say.count("method.check.problems", _errors(problems), method=name))
        return 1
    facts = {"questions": len(assessment.items), "areas": len(assessment.areas)}
    warnings = len(problems)
    key = "method.check.clean" if not warnings else "method.check.warnings"
    screen.show(screen.say.count(key, warnings, method=name, **facts))
    return 0


def _errors(problems: Sequence[Problem]) -> int:
    return sum(problem.severity == "error" for problem in problems)


def _test(method: str, screen: Screen) -> int:
    from belong_assess.views.problems import problem_text
    from belong_assess.workflows.methods import folders_of
    from belong_assess.workflows.run_golden_cases import run_golden_cases

    outcomes, problems = run_golden_cases(*folders_of(method))
    tell_problems(problems, screen)
    for outcome in outcomes:
        for problem in outcome.problems:
            screen.warn(screen.say("method.test.differs", case=outcome.name, difference=problem_text(problem, screen.say)))
    passed = sum(outcome.holds for outcome in outcomes)
    screen.show(screen.say("method.test.summary", method=safe(method), passed=passed, total=len(outcomes)))
    return 0 if passed == len(outcomes) and not has_errors(problems) else 1
