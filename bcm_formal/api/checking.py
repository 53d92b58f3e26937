"""The check of one model while it goes on: what was found so far can be told at any time.

Every piece of work (a property with the reading of its verdict, a scenario, the times to a goal, the survey of what is
never in use) is done by `events` under the allowance of the run. What is not decided when that ends is UNKNOWN, and
says why; what else was left out is a finding (BCM912).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar, assert_never

from bcm_formal.answers.answer import Answer, answer_to
from bcm_formal.api.allowed import Progress, left_out, silent
from bcm_formal.api.means import must_be_known_means
from bcm_formal.api.recalling import Recalling, ToKeep, ToTell
from bcm_formal.diagnostics import Diagnostic, DiagnosticError
from bcm_formal.model.model import Model, Parameter, Property, Scenario
from bcm_formal.model.sentences import CanReach
from bcm_formal.processes.allowance import Allowance
from bcm_formal.processes.sharing import Began, Done, Event, Failed, Said, Stopped, events, processors
from bcm_formal.project.request import Request
from bcm_formal.project.selection import select
from bcm_formal.project.told import Told, told_before
from bcm_formal.records import dataclass
from bcm_formal.system.transition_system import TransitionSystem
from bcm_formal.trust.check import unknown
from bcm_formal.trust.claim import Outcome, Undecided
from bcm_formal.trust.proved import Memory
from bcm_formal.trust.solvers import SolverMissingError
from bcm_formal.verify.decided import Decided
from bcm_formal.verify.grouping import Parcel, groups_of
from bcm_formal.verify.portfolio import Portfolio
from bcm_formal.vetting.leaving_out import in_doubt
from bcm_formal.vetting.results import Dependence, Dependences, HowSoon, Need, Needs, ScenarioResult
from bcm_formal.views.report.contents import Report, assumptions_of

if TYPE_CHECKING:
    from bcm_formal.answers.failures import ToldFailure
    from bcm_formal.vetting.by_class import ClassWatch

T = TypeVar("T")
UNEXPLAINED = "BCM913"
_TICK = 0.1
"""seconds between two words about what is going on"""


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is to be found out about a model, and how."""

    properties: tuple[Property, ...]
    scenarios: tuple[Scenario, ...]
    portfolio: Portfolio
    solvers: tuple[str, ...] = ("z3",)
    memory: Memory | None = None
    """where it is remembered what was proved"""
    told: Told | None = None
    """where it is remembered what was told"""
    survey: bool = False
    """whether to find out what is never in use"""
    times: bool = False
    """whether to find out how soon the goals are reached"""
    depends: tuple[Parameter, ...] = ()
    """for which values of these a verdict stays is to be found out"""
    needs: bool = False
    """whether to find out which rules that may be wrong a verdict needs"""
    reads_holds: bool = True
    """whether it is told how a property holds"""


def agenda_of(model: Model, names: Sequence[str] | None, request: Request, proofs: Path | None) -> Agenda:
    """What a request means for a model: the properties and scenarios of these names (None: all), and the folder with
    stored proofs of the policy. Raises `DiagnosticError` (BCM903) for a name the model does not have, and (BCM919) for
    an engine or a solver that there is not."""
    must_be_known_means(request.engine, request.solvers)
    properties, scenarios = select(model, names)
    before = None if request.fresh else request.remembered
    proved = None if before is None else before.proved.proved(model.name)
    told = None if before is None else told_before(before.told, model, request, proofs)
    recall = told.before if told is not None and told.entries else None
    return Agenda(
        properties,
        scenarios,
        Portfolio(request.engine, request.budget, request.solvers, proofs, proved, recall),
        request.solvers,
        None if before is None else before.proved,
        told,
        survey=names is None if request.coverage is None else request.coverage,
        times=request.times,
        depends=tuple(item for item in model.parameters if item.low is not None) if request.depends else (),
        needs=request.depends and bool(in_doubt(model)),
        reads_holds=request.reads_holds,
    )


@dataclass(frozen=True, slots=True)
class _Task:
    """A piece of work; `index` is that of the property, scenario or parameter."""

    kind: Literal["property", "scenario", "times", "depends", "needs", "survey"]
    index: int = 0


@dataclass(frozen=True, slots=True)
class _Played:
    """What came of a scenario, and what there is to tell if it failed."""

    result: ScenarioResult
    told: ToldFailure | None = None


class Checking:
    """The check of one model. `grade` is applied to every report."""

    def __init__(
        self,
        system: TransitionSystem,
        agenda: Agenda,
        allowance: Allowance,
        diagnostics: Sequence[Diagnostic] = (),
        grade: Callable[[Report], Report] = lambda report: report,
    ) -> None:
        self.system, self.agenda, self.allowance = system, agenda, allowance
        self._diagnostics, self._grade = tuple(diagnostics), grade
        self._decided: dict[int, Decided] = {}
        self._answers: dict[int, Answer] = {}
        self._played: dict[int, _Played] = {}
        self._recalling = Recalling(system, agenda.memory, agenda.told)
        self._times: dict[str, HowSoon | Undecided] = {}
        self._depends: dict[int, tuple[Dependence, ...]] = {}
        """by the parameter's number"""
        self._needs: list[Need] = []
        self._further: dict[_Task, tuple[Diagnostic, ...]] = {}
        """findings that come while the work goes on; they are told when it ends, in the order of the work"""
        self._tasks, self._groups = self._plan()
        self._open = set(self._tasks)
        self._put_off: set[int] = set()
        """properties that cost more than a little: they have to wait until others are decided"""
        self._is_late = False
        """whether what is worked on now has waited"""
        self._before_open = 0
        """so many properties are decided before the first that is not"""
        self._working: list[_Task] = []
        self._mistakes: list[Exception] = []
        self._cut_short = False

    # --- what was found ---

    def so_far(self) -> Report:
        """What can be told in the order of the file: nothing is missing before anything in it."""
        while self._before_open < len(self.agenda.properties) and not self._is_open(self._before_open):
            self._before_open += 1
        decided = [self._decided[number] for number in range(self._before_open)]
        whole = self._before_open == len(self.agenda.properties)
        played: list[_Played] = []
        while whole and (item := self._played.get(len(played))) is not None:
            played.append(item)
        return self._report(decided, played)

    def _is_open(self, number: int) -> bool:
        waits = _Task("property", number) in self._open or _Task("times", number) in self._open
        waits = waits or _Task("needs") in self._open
        return waits or any(_Task("depends", each) in self._open for each in range(len(self.agenda.depends)))

    def report(self, why: str) -> Report:
        """Everything, with what is not decided yet as UNKNOWN for this reason."""
        left = bool(self._open)
        for task in [task for task in self._tasks if task in self._open]:
            self._stop(task, why)
        self._open.clear()
        self._cut_short = self._cut_short or left
        return self.so_far()

    def _report(self, decided: Sequence[Decided], played: Sequence[_Played]) -> Report:
        further = () if self._open else (item for task in self._tasks for item in self._further.get(task, ()))
        return self._grade(
            Report(
                self.system.model,
                (*self._diagnostics, *further),
                tuple(decided),
                tuple(self._answers[number] for number in range(len(decided))),
                tuple(item.result for item in played),
                {item.result.scenario.name: item.told for item in played if item.told is not None},
                assumptions_of(self.system.model, *self._what_does_not_matter()),
                times=self._times,
                depends=self._by_property(),
                needs={
                    item.name: tuple(need for need in self._needs if need.property_name == item.name)
                    for item in (self.agenda.properties if self._needs else ())
                },
                is_whole=not self._open,
                cut_short=self._cut_short,
                recalled=self._recalling.so_far(decided),
            )
        )

    def _by_property(self) -> dict[str, tuple[Dependence, ...]]:
        found = [item for number in sorted(self._depends) for item in self._depends[number]]
        names = dict.fromkeys(item.property_name for item in found)
        return {name: tuple(item for item in found if item.property_name == name) for name in names}

    def _what_does_not_matter(self) -> tuple[frozenset[str], frozenset[str]]:
        """The parameters of which it was shown that every verdict asked for is the same with each of their values, and
        the rules of which it was shown that every one is the same without them."""
        decided = (items for items in self._depends.values() if items and all(item.is_everywhere for item in items))
        numbers = frozenset(items[0].parameter for items in decided)
        needed = {item.rule for item in self._needs if item.is_needed is not False}
        return numbers, frozenset(item.rule for item in self._needs) - needed

    # --- finding it ---

    def go_on(self, tell: Progress = silent) -> Generator[None]:
        """Do all of the work. Whenever something new can be told, there is a step.

        A mistake of ours in one piece of work is raised when everything else is done.
        """
        self._load()
        survey = frozenset(number for number, task in enumerate(self._tasks) if task.kind == "survey")
        told, whole = 0, len(self._tasks)

        def work(number: int) -> Iterator[object]:
            return self._work(self._tasks[number % whole], again=number >= whole)

        def further(number: int) -> list[list[int]]:
            again = [] if number >= whole else self._again(number)
            return [[each + whole for each in again]] if again else []

        said = 0.0

        def idle() -> None:
            nonlocal said
            if time.monotonic() - said > _TICK:
                said = time.monotonic()
                tell(self._now())

        limits = self.allowance
        with closing(events(self._groups, work, limits, untimed=survey, idle=idle, further=further)) as stream:
            for event in stream:
                self._hear(self._tasks[event.number % whole], event, again=event.number >= whole)
                idle()
                done = len(self._tasks) - len(self._open)
                if done > told:
                    told = done
                    yield
        if self._mistakes:
            raise self._mistakes[0]

    def _load(self) -> None:
        """Import what more than one piece of work needs, once for all processes."""
        if self._tasks:
            self.agenda.portfolio.load()
        if len(self.agenda.properties) > 1 and not (self.agenda.told and self.agenda.told.entries):
            import bcm_formal.answers.reading  # noqa: F401

    def _plan(self) -> tuple[list[_Task], list[list[int]]]:
        """All pieces of work, and the groups of those that share what they compute, in the order they are begun."""
        agenda = self.agenda
        tasks = [_Task("property", number) for number in range(len(agenda.properties))]
        groups = groups_of(agenda.properties)

        def add(task: _Task, place: int) -> None:
            groups.insert(place, [len(tasks)])
            tasks.append(task)

        for number in range(len(agenda.scenarios)):  # they take next to no time
            add(_Task("scenario", number), number)
        if agenda.times:
            timed = (n for n, item in enumerate(agenda.properties) if isinstance(item.sentence, CanReach))
            for number in timed:
                add(_Task("times", number), len(groups))
        for number in range(len(agenda.depends)):
            add(_Task("depends", number), len(groups))
        if agenda.needs:
            add(_Task("needs"), len(groups))
        if agenda.survey:  # it takes long: early where it keeps nothing else waiting
            add(_Task("survey"), 0 if processors() > 2 else len(groups))
        return tasks, groups

    def _again(self, number: int) -> list[int]:
        """Of the group of a piece of work that has ended: what was put off, once nothing else of it is open."""
        group = next(group for group in self._groups if number in group)
        put_off = [each for each in group if each in self._put_off]
        return [] if any(self._tasks[each] in self._open for each in group if each not in put_off) else put_off

    def _work(self, task: _Task, again: bool) -> Iterator[object]:
        """Done by another process, if there are any; what only some work needs is imported by it."""
        match task.kind:
            case "property":
                yield from self._decide(self.agenda.properties[task.index], again)
            case "scenario":
                scenario = self.agenda.scenarios[task.index]
                yield self._recalling.to_tell(task.kind, scenario.name, lambda: self._play(scenario))
            case "times":
                sentence = self.agenda.properties[task.index].sentence
                assert isinstance(sentence, CanReach)
                yield Parcel(self._watch.how_soon(sentence), self.system)
            case "depends":
                yield Parcel(self._dependences(self.agenda.depends[task.index]), self.system)
            case "needs":
                yield from (Parcel(found, self.system) for found in self._needed())
            case "survey":
                yield self._recalling.to_tell(task.kind, "", self._survey)
            case _:
                assert_never(task.kind)

    def _play(self, scenario: Scenario) -> _Played:
        from bcm_formal.answers.failures import failure_of
        from bcm_formal.vetting.scenarios import run_scenario

        result = run_scenario(self.system.model, scenario, self.system)
        return _Played(result, failure_of(self.system.model, result))

    def _dependences(self, parameter: Parameter) -> Dependences:
        from bcm_formal.vetting.dependence import dependences

        agenda = self.agenda
        return Dependences(dependences(self.system.model, parameter, agenda.properties, agenda.solvers))

    def _needed(self) -> Iterator[Needs]:
        from bcm_formal.vetting.needs import needs

        return needs(self.system, self.agenda.properties, self.agenda.solvers)

    def _survey(self) -> tuple[Diagnostic, ...]:
        from bcm_formal.vetting.coverage.coverage import coverage_of
        from bcm_formal.vetting.coverage.findings import findings_of

        return findings_of(coverage_of(self.system))

    def _decide(self, item: Property, again: bool) -> Iterator[object]:
        """Nothing comes of it the first time if the property is put off."""
        portfolio = self.agenda.portfolio
        if again and not self._is_late:
            self._is_late = True
            portfolio.forget()
        try:
            portfolio.prepare(self.system)
            is_alone = len(self.agenda.properties) == 1
            decided = (
                portfolio.decide(self.system, item, again=again)
                if again or is_alone
                else portfolio.decide_soon(self.system, item)
            )
        except BaseException:  # stopped in the middle, engines may be left half-way
            portfolio.forget()
            raise
        if decided is None:
            return
        yield Parcel(decided, self.system)
        yield self._recalling.to_keep(decided, portfolio.added())
        if decided.outcome is Outcome.HOLDS and not self.agenda.reads_holds:
            return
        yield self._recalling.to_tell_of(decided, lambda: answer_to(decided.verdict))

    @cached_property
    def _watch(self) -> ClassWatch:
        from bcm_formal.vetting.by_class import ClassWatch

        return ClassWatch(self.system, solvers=self.agenda.solvers)

    # --- hearing of it ---

    def _hear(self, task: _Task, event: Event[object], again: bool) -> None:
        self._working = [item for item in self._working if item != task or isinstance(event, Said)]
        match event:
            case Began():
                self._working.append(task)
                return
            case Said(_, message):
                self._keep(task, message)
                return
            case Done() if task.kind == "property" and not again and task.index not in self._decided:
                self._put_off.add(task.index)
                return
            case Done():
                pass
            case Stopped(_, why):
                self._stop(task, why)
            case Failed(_, error):
                if isinstance(error, DiagnosticError | SolverMissingError):
                    raise error
                self._mistakes.append(error)
                self._stop(task, f"a mistake of ours ({type(error).__name__})")
            case _:
                assert_never(event)
        self._open.discard(task)

    def _keep(self, task: _Task, message: object) -> None:
        match message:
            case ToKeep():
                self._recalling.keep(message)
            case ToTell():
                decided = self._decided[task.index] if task.kind == "property" else None
                self._take(task, self._recalling.opened(task.kind, message, decided))
            case Parcel():
                self._take(task, message.opened(self.system))
            case _:
                raise AssertionError(message)

    def _take(self, task: _Task, content: object) -> None:
        match content:
            case _Played(result, told):
                result = replace(result, scenario=self.agenda.scenarios[task.index])
                self._played[task.index] = _Played(result, told)
            case Dependences(items):
                self._depends[task.index] = items
            case Needs(items):
                self._needs += items
            case tuple():
                self._further[task] = content
            case Decided() | Answer() | HowSoon() | Undecided():
                self._arrive(task.index, content)
            case _:
                raise AssertionError(content)

    def _arrive(self, number: int, content: Decided | Answer | HowSoon | Undecided) -> None:
        """A verdict, after it its reading, or times."""
        match content:
            case Decided(verdict):
                self._decided[number], self._answers[number] = content, Answer(verdict)
            case Answer():
                self._answers[number] = replace(content, verdict=self._decided[number].verdict)
            case HowSoon() | Undecided():
                self._times[self.agenda.properties[number].name] = content
            case _:
                assert_never(content)

    # --- what is not done ---

    def _stop(self, task: _Task, why: str) -> None:
        """The piece of work brings nothing more."""
        match task.kind:
            case "property":
                item = self.agenda.properties[task.index]
                if task.index in self._decided:
                    self._further[task] = (left_out(f"the explanation of `{item.name}`", why, item.span, UNEXPLAINED),)
                else:
                    self._arrive(task.index, Decided(unknown(item, why)))
            case "scenario":
                scenario = self.agenda.scenarios[task.index]
                self._played[task.index] = _Played(ScenarioResult(scenario, 0, None, why))
            case "times":
                self._times[self.agenda.properties[task.index].name] = Undecided("times", why)
            case "depends":
                names, name = [item.name for item in self.agenda.properties], self.agenda.depends[task.index].name
                self._depends[task.index] = tuple(Dependence(name, each, unknown=why) for each in names)
            case "needs":
                properties = self.agenda.properties
                told = len(self._needs) // max(len(properties), 1)
                self._needs += [
                    Need(each.rule.name, each.doubt, item.name, unknown=why)
                    for each in in_doubt(self.system.model)[told:]
                    for item in properties
                ]
            case "survey":
                self._further[task] = (left_out("the survey of what is never in use", why),)
            case _:
                assert_never(task.kind)

    def _now(self) -> str:
        """What is worked on at this moment, that which was begun first to begin with."""
        whole = len(self.agenda.properties)
        done = sum(not self._is_open(number) for number in range(whole))
        working = ", ".join(self._name(task) for task in self._working)
        return f"{self.system.model.name}: {done} of {whole} properties decided; now {working or 'the rest'}"

    def _name(self, task: _Task) -> str:
        match task.kind:
            case "property":
                return self.agenda.properties[task.index].name
            case "scenario":
                return f"scenario {self.agenda.scenarios[task.index].name}"
            case "times":
                return f"how soon {self.agenda.properties[task.index].name}"
            case "depends":
                return f"what depends on {self.agenda.depends[task.index].name}"
            case "needs":
                return "which rules are needed"
            case "survey":
                return "what is never in use"
            case _:
                assert_never(task.kind)
