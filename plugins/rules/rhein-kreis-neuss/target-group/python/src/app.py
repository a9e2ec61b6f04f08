"""Whom Rhein-Kreis Neuss serves, in Python; the same rule as in Rust beside it, and the same answers."""

import json
from typing import Any, Optional

from about import ABOUT, Why
from componentize_py_types import Err
from dates import age_on, key, plus_months
from wit_world.exports.target_group import (
    Date,
    Floor,
    FloorRequest,
    Person,
    Placement,
    Reason,
    Request,
    Residence,
    RuleError_Data,
    RuleError_Parameters,
    Usage,
)

CHILD_AGE_MAX = 17


def parse_key(text: Optional[str]) -> Optional[tuple[int, int, int]]:
    return None if text is None else (int(text[:4]), int(text[5:7]), int(text[8:10]))


def parse_parameters(text: str) -> dict[str, Any]:
    parameters = json.loads(text)
    if parameters["core_age_from"] > parameters["core_age_to"]:
        raise Err(RuleError_Parameters("core_age_from is greater than core_age_to"))
    return parameters


def find_stage(stages: list[str], stage: str) -> int:
    if stage not in stages:
        raise Err(RuleError_Data(f"the county has no stage {stage}"))
    return stages.index(stage)


class Classifier:
    """The parameters, the county's positions and the day of one call."""

    def __init__(self, request: Request) -> None:
        self.parameters = parse_parameters(request.parameters)
        self.as_of = request.as_of
        self.stage_1a = find_stage(request.stages, "stage-1a")
        self.stage_1b = find_stage(request.stages, "stage-1b")
        self.stage_2 = find_stage(request.stages, "stage-2")
        self.stage_3 = find_stage(request.stages, "stage-3")
        self.durchstarten = self.programme(request, "durchstarten")
        self.jmd = self.programme(request, "jmd")
        self.mbe = self.programme(request, "mbe")
        ends = parse_key(self.parameters["state_programme_ends"])
        begins = parse_key(self.parameters["stage_3_begins"])
        self.programme_is_over = ends is not None and ends < key(self.as_of)
        self.stage_3_has_begun = begins is not None and begins <= key(self.as_of)
        self.core_families = {
            person.family
            for person in request.persons
            if person.family != 0 and not person.child and self.is_core_adult(person)
        }

    @staticmethod
    def programme(request: Request, programme: str) -> int:
        if programme not in request.programmes:
            raise Err(RuleError_Data(f"no programme {programme} is recorded"))
        return 1 << request.programmes.index(programme)

    def is_core_adult(self, person: Person) -> bool:
        if person.born is None:
            return False
        age = age_on(person.born, self.as_of)
        served_first = self.served_first(person, age, person.programmes)
        return self.in_core_group(person, age) and served_first is None

    def in_core_group(self, person: Person, age: int) -> bool:
        ages = self.parameters["core_age_from"] <= age <= self.parameters["core_age_to"]
        return ages and self.has_arrived(person)

    def has_arrived(self, person: Person) -> bool:
        if person.refugee:
            return True
        if person.residence == Residence.GERMAN:
            return False
        months = self.parameters["newly_arrived_months"]
        if months is None:
            return True
        return person.arrived is not None and plus_months(person.arrived, months) > key(self.as_of)

    def served_first(self, person: Person, age: int, programmes: int) -> Optional[Why]:
        tolerated = person.residence in (Residence.TOLERATED, Residence.ASYLUM_SEEKER)
        if tolerated and 18 <= age <= 27 and programmes & self.durchstarten:
            return Why.IN_PROGRAMME
        if 12 <= age <= 27 and programmes & self.jmd:
            return Why.SERVED_BY_JMD
        if 27 <= age <= 35 and programmes & self.mbe:
            return Why.SERVED_BY_MBE
        return None

    def place(self, person: Person) -> Placement:
        if person.born is None:
            return self.placement(person, 0, (None, False, Why.AGE_UNKNOWN))
        age = age_on(person.born, self.as_of)
        first = self.served_first(person, age, person.programmes)
        if first == Why.IN_PROGRAMME:
            stand = self.after_programme(person, age)
        elif first is not None:
            stand = (None, False, first)
        else:
            stand = self.by_group(person, age)
        return self.placement(person, age, stand)

    def after_programme(self, person: Person, age: int) -> tuple[Optional[int], bool, Why]:
        if not self.programme_is_over:
            return (self.stage_2, False, Why.IN_PROGRAMME)
        other = self.served_first(person, age, person.programmes & ~self.durchstarten)
        if other is not None:
            return (None, False, other)
        return (self.stage_2, True, Why.AFTER_PROGRAMME)

    def by_group(self, person: Person, age: int) -> tuple[Optional[int], bool, Why]:
        if self.in_core_group(person, age):
            return (self.stage_1a, True, Why.CORE)
        if person.child and age <= CHILD_AGE_MAX and person.family in self.core_families:
            return (self.stage_1a, True, Why.CORE_CHILD)
        if person.special_need:
            return (self.stage_1b, True, Why.SPECIAL_NEED)
        if person.good_chances:
            if self.stage_3_has_begun:
                return (self.stage_3, True, Why.FURTHER_GROUP)
            return (self.stage_3, False, Why.FURTHER_GROUP_LATER)
        why = Why.OTHER_AGE if self.has_arrived(person) else Why.NOT_ARRIVED
        return (None, False, why)

    @staticmethod
    def placement(
        person: Person, age: int, stand: tuple[Optional[int], bool, Why]
    ) -> Placement:
        stage, eligible, why = stand
        return Placement(stage, eligible, Reason(int(why), age, person.residence.value), 0)


def weigh(usage: Usage, percent: int, core_stages: set[int]) -> Floor:
    share = usage.share_centi_fte
    core = -(-share * percent // 100)
    used = enumerate(usage.used_centi_fte)
    others = sum(amount for stage, amount in used if stage not in core_stages)
    allowed = share - core
    kept = others <= allowed
    if kept:
        reason = Reason(int(Why.FLOOR_KEPT), share - others, share)
    else:
        reason = Reason(int(Why.FLOOR_BROKEN), core, others - allowed)
    return Floor(core, max(allowed - others, 0), kept, reason)


class TargetGroup:
    def classify(self, request: Request) -> list[Placement]:
        classifier = Classifier(request)
        return [classifier.place(person) for person in request.persons]

    def floors(self, request: FloorRequest) -> list[Floor]:
        percent = parse_parameters(request.parameters)["core_percent"]
        core_stages = {find_stage(request.stages, stage) for stage in ("stage-1a", "stage-2")}
        return [weigh(usage, percent, core_stages) for usage in request.usages]


class Description:
    def describe(self):
        return ABOUT
