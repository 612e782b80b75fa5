"""`method`: list, show, check, test, docs and schema, for method authors."""

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
        from belong_assess.views.method_pages import render_methods
        from belong_assess.workflows.methods import open_method

        screen = open_screen(say, plain=plain)
        methods = [open_method(name, say.code) for name in shipped_methods()]
        screen.show(render_methods(methods, say, screen.width))
        return 0

    @app.command("show", cls=command, help=say("help.method.show"), context_settings=settings)
    def show(
        method: str = typer.Argument("", help=say("help.method.name")),
        what: str = typer.Argument("", help=say("help.method.what")),
        plain: bool = plain,
        lang: str = lang,
        debug: bool = debug,
    ) -> int:
        return _show(method, what, open_screen(say, plain=plain))

    @app.command("check", cls=command, help=say("help.method.check"), context_settings=settings)
    def check(
        methods: list[str] = typer.Argument(None, help=say("help.method.names_or_own")),
        plain: bool = plain,
        lang: str = lang,
        debug: bool = debug,
    ) -> int:
        from belong_assess.workflows.methods import methods_meant

        screen = open_screen(say, plain=plain)
        return max([_check(name, screen) for name in methods or methods_meant()])

    @app.command("test", cls=command, help=say("help.method.test"), context_settings=settings)
    def test(
        methods: list[str] = typer.Argument(None, help=say("help.method.names")),
        lang: str = lang,
        debug: bool = debug,
    ) -> int:
        from belong_assess.workflows.methods import methods_meant

        screen = open_screen(say)
        return max([_test(name, screen) for name in methods or methods_meant()])

    @app.command("docs", cls=command, help=say("help.method.docs"), context_settings=settings)
    def docs(
        method: str = typer.Argument("", help=say("help.method.name")),
        output: str = typer.Option("", "--output", "-o", help=say("help.method.output")),
        force: bool = options.force(say),
        lang: str = lang,
        debug: bool = debug,
    ) -> int:
        from belong_assess.files.writing import write_output
        from belong_assess.views.handbook import render_handbook
        from belong_assess.workflows.methods import method_meant, open_method

        screen = open_screen(say)
        text = render_handbook(open_method(method or method_meant(), say.code), say)
        if not output:
            screen.pass_on(text.encode())
            return 0
        problem = write_output(Path(output), text.encode(), force=force)
        tell_problems([problem] if problem else [], screen)
        if problem is None:
            screen.tell(say("score.written", file=output))
        return 1 if problem else 0

    @app.command("schema", cls=command, help=say("help.method.schema"), context_settings=settings)
    def schema(
        shape: str = typer.Argument("questionnaire", help=say("help.method.shape", shapes=", ".join(SCHEMAS))),
        lang: str = lang,
        debug: bool = debug,
    ) -> int:
        from belong_assess.files.schemas import schema as schema_of

        open_screen(say).show(schema_of(options.one_of(shape, SCHEMAS, say("help.metavar.shape"))))
        return 0


def _show(method: str, what: str, screen: Screen) -> int:
    """Show a method, or what an id in it stands for; an id alone is looked for in the method that is meant."""
    from belong_assess.views.method_pages import render_item, render_method, render_section
    from belong_assess.workflows.methods import is_method, method_meant, open_method

    say = screen.say
    if method and not what and not is_method(method) and _known(open_method(method_meant(), say.code), method):
        method, what = "", method
    name = method or method_meant()
    assessment = open_method(name, say.code)
    if not what:
        screen.show(render_method(assessment, name, say, screen.width))
        return 0
    if (found := _known(assessment, what)) is None:
        ids = [*assessment.items, *assessment.facts, *assessment.sections]
        raise UsageError("usage.id_unknown", found=what, closest=closest(what, ids))
    page = render_section if found in assessment.sections else render_item
    screen.show(page(assessment, found, say, screen.width))
    return 0


def _known(assessment: "Assessment", what: str) -> str | None:
    """Return the id that is meant, whatever its case."""
    known = {known.casefold(): known for known in (*assessment.items, *assessment.facts, *assessment.sections)}
    return known.get(what.casefold())


def _check(method: str, screen: Screen) -> int:
    if method.endswith(OWN_ENDING):
        return _check_own(method, screen)
    from belong_assess.workflows.check_method import check_method
    from belong_assess.workflows.methods import folders_of

    loaded, problems = check_method(*folders_of(method))
    tell_problems(problems, screen)
    return _verdict(_called(method, loaded.assessment), loaded.assessment, problems, screen)


def _check_own(file: str, screen: Screen) -> int:
    """A file of own questions is checked like a method, with the one that it borrows from."""
    from belong_assess.workflows.own_questions import check_own_file

    own = check_own_file(Path(file))
    tell_problems(own.problems, screen)
    return _verdict(safe(file), own.assessment, own.problems, screen)


def _verdict(name: str, assessment: "Assessment | None", problems: Sequence[Problem], screen: Screen) -> int:
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


def _called(method: str, assessment: "Assessment | None") -> str:
    """Return the id of a method, with the folder where that is called otherwise."""
    if assessment is None:
        return safe(method if method != "." else Path().resolve().name)
    own = assessment.indicators.id
    return own if method.rstrip("/\\") in (own, ".") else f"{own} ({safe(method)})"


def _test(method: str, screen: Screen) -> int:
    from belong_assess.workflows.methods import folders_of
    from belong_assess.workflows.run_golden_cases import run_golden_cases

    assessment, outcomes, problems = run_golden_cases(*folders_of(method))
    tell_problems([*problems, *(problem for outcome in outcomes for problem in outcome.problems)], screen)
    name = _called(method, assessment)
    passed = sum(outcome.holds for outcome in outcomes)
    if assessment is None:
        screen.show(screen.say.count("method.check.problems", _errors(problems), method=name))
    elif not outcomes:
        screen.show(screen.say("test.none", method=name))
    else:
        screen.show(screen.say("method.test.summary", method=name, passed=passed, total=len(outcomes)))
    return 0 if passed == len(outcomes) and not has_errors(problems) else 1
