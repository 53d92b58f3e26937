"""The check of one file while it goes on."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from dataclasses import replace

from bcm_formal.api.allowed import Progress, alone, left_out
from bcm_formal.api.checking import Checking, agenda_of
from bcm_formal.diagnostics import Diagnostic, has_errors
from bcm_formal.model.model import Model
from bcm_formal.processes.allowance import Allowance
from bcm_formal.processes.sharing import Stopped
from bcm_formal.project.expected import found_as_wanted, wanted_of
from bcm_formal.project.preparing import Prepared, graded, stored_proofs
from bcm_formal.project.request import Request
from bcm_formal.project.selection import asked_of
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.vetting.contradictions import contradictions
from bcm_formal.views.report.contents import Report, Result, Unreadable


class FileCheck:
    """The check of one file while it goes on."""

    def __init__(self, item: Prepared, request: Request, allowance: Allowance) -> None:
        self.path, self._item, self._request, self._allowance = item.path, item, request, allowance
        self._refused: Unreadable | None = None
        self._checking: Checking | None = None

    def go_on(self, tell: Progress) -> Generator[Result]:
        """What can be told, each time with something more."""
        model, found = self._item.model, self._item.diagnostics
        if model is None:
            self._refused = Unreadable(self.path, found)
        else:
            tell(f"{model.name}: contradictions")
            told = alone(lambda: contradictions(model), self._allowance)
            if isinstance(told, Stopped):
                told = (left_out("the search for requirements that contradict each other", told.why),)
            if has_errors(told):
                self._refused = Unreadable(self.path, (*found, *told))
            else:
                self._checking = self._check_of(model, told)
        if self._refused is not None:
            yield self._refused
        if self._checking is not None:
            yield self._checking.so_far()
            with closing(self._checking.go_on(tell)) as steps:
                for _ in steps:
                    yield self._checking.so_far()

    def result(self, why: str) -> Result:
        """Everything, with what is not decided yet as UNKNOWN for this reason."""
        model = self._item.model
        if self._refused is not None or model is None:
            return self._refused or Unreadable(self.path, self._item.diagnostics)
        return (self._checking or self._check_of(model, ())).report(why)

    def _check_of(self, model: Model, further: tuple[Diagnostic, ...]) -> Checking:
        request, names = self._request, asked_of(model, self._request.properties)
        proofs = None if request.fresh else stored_proofs(model, request.proofs)
        agenda = agenda_of(model, names, request, proofs)
        found = (*self._with_a_remedy(model), *further)
        return Checking(TransitionSystem(model), agenda, self._allowance, found, self._judged)

    def _with_a_remedy(self, model: Model) -> tuple[Diagnostic, ...]:
        """The findings about the text, with what to write where it states no property."""
        if model.properties:
            return self._item.diagnostics
        from bcm_formal.project.first_property import with_nothing_to_prove

        return with_nothing_to_prove(model, self._item.diagnostics)

    def _judged(self, report: Report) -> Report:
        """The report as the command line judges it."""
        expected = self._item.expected
        wanted = wanted_of(expected, report.model) if self._request.expected and expected else None
        return replace(
            report,
            diagnostics=self._graded(report.diagnostics),
            wanted=found_as_wanted(report) if self._request.write_expected else wanted,
            allow_vacuous=self._request.allow_vacuous,
        )

    def _graded(self, found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
        return graded(found, self._item.expected, self._request)
