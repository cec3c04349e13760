"""How far a consignment on the bench is: what is still missing in each step, and where that is mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QCoreApplication

from desktop_app.packing.nodes import Consignment
from desktop_app.packing.problems import Code, Problem, Severity
from desktop_app.ui.builder import words
from desktop_app.ui.counts import Counts
from desktop_app.ui.widgets.steps import Step, StepState

_translate = QCoreApplication.translate


class Stage(IntEnum):
    """The steps, in order."""

    PACK = 0
    ADDRESS = 1
    CHECK = 2
    SEND = 3


@dataclass(frozen=True, slots=True)
class Progress:
    """The steps as they are shown, and the first thing to mend in each (None where there is nothing)."""

    steps: tuple[Step, ...]
    first: tuple[Problem | None, ...]


def progress(consignment: Consignment, problems: Sequence[Problem], *, busy: bool) -> Progress:
    """Return how far a consignment is, given all that is wrong with it."""
    groups: tuple[list[Problem], ...] = ([], [], [], [])
    for problem in problems:
        groups[_stage(consignment, problem)].append(problem)
    first = tuple(next(iter(sorted(group, key=_weight)), None) for group in groups)
    if consignment.locked or busy:
        done = [
            Step(_translate("ConsignmentSteps", "Packed"), StepState.DONE),
            Step(_translate("ConsignmentSteps", "Address"), StepState.DONE),
            Step(_translate("ConsignmentSteps", "Checked"), StepState.DONE),
        ]
        return Progress((*done, _sending(consignment, busy=busy)), first)
    steps = [_pack(groups[0]), _address(consignment, groups[1])]
    begun = all(step.state is StepState.DONE for step in steps)
    steps.append(_check(groups[2], begun=begun))
    ready = not any(problem.severity is Severity.MUST for problem in problems)
    steps.append(Step(_translate("ConsignmentSteps", "Send"), StepState.HERE if ready else StepState.TO_COME))
    return Progress(_one_here(steps), first)


def _stage(consignment: Consignment, problem: Problem) -> Stage:
    if problem.severity is not Severity.MUST:
        return Stage.CHECK
    if problem.node != consignment.id or problem.field == "packages":
        return Stage.PACK
    address = problem.field in {"destination", "origin"} or problem.field.startswith("destination.")
    return Stage.ADDRESS if address else Stage.CHECK


def _weight(problem: Problem) -> bool:
    return problem.severity is not Severity.MUST


def _pack(wrong: Sequence[Problem]) -> Step:
    if not wrong:
        return Step(_translate("ConsignmentSteps", "Packed"), StepState.DONE)
    if wrong[0].code is Code.NO_PACKAGE:
        return Step(_translate("ConsignmentSteps", "Pack"), StepState.TO_COME)
    return Step(_named(_translate("ConsignmentSteps", "Pack"), wrong), StepState.WRONG)


def _address(consignment: Consignment, wrong: Sequence[Problem]) -> Step:
    if not wrong:
        return Step(_translate("ConsignmentSteps", "Address"), StepState.DONE)
    there = consignment.destination
    typed = any((there.address_line1, there.town, there.postcode, there.company_name, there.contact))
    if not typed and "destination" not in "".join(consignment.unread):
        return Step(_translate("ConsignmentSteps", "Address"), StepState.TO_COME)
    return Step(_named(_translate("ConsignmentSteps", "Address"), wrong), StepState.WRONG)


def _check(found: Sequence[Problem], *, begun: bool) -> Step:
    must = [problem for problem in found if problem.severity is Severity.MUST]
    if must:
        return Step(_named(_translate("ConsignmentSteps", "Check"), must), StepState.WRONG)
    if not begun:
        return Step(_translate("ConsignmentSteps", "Check"), StepState.TO_COME)
    if found:
        said = _translate("ConsignmentSteps", "Check: {what}").replace("{what}", Counts().advice(len(found)))
        return Step(said, StepState.DONE)
    return Step(_translate("ConsignmentSteps", "Checked"), StepState.DONE)


def _named(step: str, wrong: Sequence[Problem]) -> str:
    """Return the step with what is missing: the one field by its name, several by their number."""
    fields = {(problem.node, problem.field) for problem in wrong}
    what = words.field_name(wrong[0].field) if len(fields) == 1 else Counts().to_mend(len(wrong))
    return f"{step}: {what}"


def _sending(consignment: Consignment, *, busy: bool) -> Step:
    if consignment.created:
        return Step(_translate("ConsignmentSteps", "Created"), StepState.DONE)
    if busy:
        return Step(_translate("ConsignmentSteps", "Creating…"), StepState.HERE)
    return Step(_translate("ConsignmentSteps", "Not known"), StepState.WRONG)


def _one_here(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return the steps with the first of those to come as the one where one is, if nothing is to be mended before."""
    made: list[Step] = []
    waits = False
    for step in steps:
        shown = step
        if step.state is StepState.TO_COME and not waits:
            shown = Step(step.words, StepState.HERE)
        waits = waits or step.state is not StepState.DONE
        made.append(shown)
    return tuple(made)
