"""The results workbook: which sheets there are, in which order, and what is written when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from os import PathLike, fspath

from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from belong_assess.analysis.cohort import Cohort
from belong_assess.language.texts import Language
from belong_assess.model.assessment import Assessment
from belong_assess.results.record import Record
from belong_assess.results.result import Stamp
from belong_assess.sheets.package import fixed_date
from belong_assess.sheets.pages import sheet_name
from belong_assess.sheets.rows import in_order, rename
from belong_assess.views.cohort_book.answers import QuestionTables
from belong_assess.views.cohort_book.calls import paint_calls
from belong_assess.views.cohort_book.desk import Desk
from belong_assess.views.cohort_book.method import paint_method
from belong_assess.views.cohort_book.overview import Overview
from belong_assess.views.cohort_book.problems import ProblemSheet
from belong_assess.views.cohort_book.questions import paint_questions
from belong_assess.views.cohort_book.summary import paint_summary
from belong_assess.views.cohort_book.wording import Wording

MOST_QUESTIONS = 20_000
"""With more submissions than this, points and answers of single questions are left to the CSV."""


class CohortBook:
    """One results workbook. Submissions are added one by one and forgotten; the file is there once it is finished.

    `assessments` returns the method of a stamp, in the language `say`. The file is dated by SOURCE_DATE_EPOCH alone, so
    that the same submissions in the same order give the same bytes.
    """

    def __init__(
        self,
        target: str | PathLike[str],
        say: Language,
        assessments: Callable[[Stamp], Assessment],
        *,
        most_questions: int = MOST_QUESTIONS,
    ) -> None:
        self.desk = Desk(fspath(target), say)
        self.say = say
        self.assessments = assessments
        self.most_questions = most_questions
        self.problems = ProblemSheet(self.desk)
        self.methods: dict[Stamp, _MethodSheets] = {}
        self.count = 0

    def add(self, record: Record) -> None:
        """Write what is said of one submission."""
        self.problems.add(record)
        if record.stamp is None:
            return
        self.count += 1
        self._of(record.stamp).add(record, questions=self.count <= self.most_questions)

    def finish(self, cohort: Cohort) -> None:
        """Write what is said of all together, put the sheets in order, and close the file."""
        self._name()
        wordings = {stamp: sheets.wording for stamp, sheets in self.methods.items()}
        summary = paint_summary(self.desk, cohort, wordings.__getitem__, self._notes())
        calls = paint_calls(self.desk, cohort).sheet
        questions = paint_questions(self.desk, cohort, wordings.__getitem__).sheet
        method = paint_method(self.desk, cohort, wordings.__getitem__, self.most_questions)
        self.problems.close()
        for sheets in self.methods.values():
            sheets.close()
        overviews = [sheets.overview.table.sheet for sheets in self.methods.values()]
        ordered = [summary, *overviews, calls, *self._questions(), self.problems.table.sheet, questions, method]
        in_order(self.desk.writer, ordered)
        self._close()

    def _close(self) -> None:
        """Write the file. Raises OSError where it cannot be written."""
        try:
            self.desk.writer.close(fixed_date(None), title=self.say("cohort.title"))
        except FileCreateError as error:
            raise error.args[0] from None
        finally:
            self.discard()

    def discard(self) -> None:
        """Give up what is not finished, and the folder in which its rows wait."""
        for sheet in self.desk.writer.book.worksheets_objs:
            sheet._opt_close()
        self.desk.folder.cleanup()

    def _of(self, stamp: Stamp) -> _MethodSheets:
        if stamp not in self.methods:
            self.methods[stamp] = _MethodSheets(self.desk, Wording(self.assessments(stamp), stamp, self.say))
        return self.methods[stamp]

    def _notes(self) -> tuple[str, ...]:
        """What is not in the workbook."""
        if self.count <= self.most_questions:
            return ()
        return (self.say.count("cohort.method.outside", self.most_questions),)

    def _questions(self) -> Iterator[Worksheet]:
        if self.count > self.most_questions:
            return
        for sheets in self.methods.values():
            yield sheets.questions.points.sheet
        for sheets in self.methods.values():
            yield sheets.questions.answers.sheet

    def _name(self) -> None:
        """Name the questionnaire on the sheets where there are several."""
        if len(self.methods) < 2:
            return
        ids = Counter(stamp.questionnaire for stamp in self.methods)
        for stamp, sheets in self.methods.items():
            several = ids[stamp.questionnaire] > 1
            name = f"{stamp.questionnaire} {stamp.questionnaire_version}" if several else stamp.questionnaire
            sheets.name(name)


class _MethodSheets:
    """The sheets of one method version: overview, points, answers."""

    def __init__(self, desk: Desk, wording: Wording) -> None:
        say = desk.say
        self.desk = desk
        self.wording = wording
        self.overview = Overview(desk, wording, say("cohort.sheet.overview"), self._about("overview"))
        names = say("cohort.sheet.points"), say("cohort.sheet.answers")
        self.questions = QuestionTables(desk, wording, names, (self._about("points"), self._about("answers")))

    def _about(self, sheet: str) -> str:
        say, asked = self.desk.say, self.wording.assessment.questionnaire
        about = say(f"cohort.{sheet}.about", answers=say("cohort.sheet.answers"))
        return say(
            "cohort.of_questionnaire", questionnaire=f"{asked.title} {self.wording.stamp.questionnaire_version}", about=about
        )

    def add(self, record: Record, *, questions: bool) -> None:
        self.overview.add(record)
        if questions:
            self.questions.add(record)

    def name(self, questionnaire: str) -> None:
        """Give the sheets the name of their questionnaire."""
        say, writer = self.desk.say, self.desk.writer
        tables = {"overview": self.overview.table, "points": self.questions.points, "answers": self.questions.answers}
        for key, table in tables.items():
            wanted = say("cohort.sheet.of", sheet=say(f"cohort.sheet.{key}"), questionnaire=questionnaire)
            others = [name for name in writer.book.sheetnames if name != table.sheet.name]
            rename(writer, table.sheet, sheet_name(wanted, others))

    def close(self) -> None:
        self.overview.close()
        self.questions.close()
