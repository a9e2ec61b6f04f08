"""What grant the county is due: of what was spent on a line in a year, all but the county's own share, up to the line's
cap for the year. A line without a cap is granted nothing."""

import json
from enum import IntEnum
from typing import Optional

from dates import key
from schema import SCHEMA
from wit_world.exports.description import About, ExtensionPoint, Text
from wit_world.exports.funding import Grant, RateUnit, Reason, Request


class Why(IntEnum):
    """Why an answer is as it is: the position among the texts."""

    SPENT = 0
    CAPPED = 1
    NO_CAP = 2


# A key that never changes, and the sentence in both languages.
REASONS = [
    Text(
        "spent",
        "{first:cents} ausgegeben, Eigenanteil {second} Prozent",
        "{first:cents} spent, own share {second} percent",
    ),
    Text(
        "capped",
        "{first:cents} ausgegeben, höchstens {second:cents} im Jahr",
        "{first:cents} spent, at most {second:cents} a year",
    ),
    Text(
        "no-cap",
        "Für dieses Jahr ist kein Höchstbetrag hinterlegt",
        "No cap is agreed for this year",
    ),
]


# The contract carries amounts up to some 21 million euros in reasons.
CENTS_MAX = 2**31 - 1


def cap(request: Request, year: int, line: int) -> Optional[int]:
    """The cap of a line that is in force at the end of the year."""
    last_day = (year, 12, 31)
    for rate in request.rates:
        still_runs = rate.valid_to is None or key(rate.valid_to) >= last_day
        begun = key(rate.valid_from) <= last_day
        if rate.line == line and rate.unit == RateUnit.CAP_PER_YEAR and begun and still_runs:
            return rate.amount
    return None


def grant(request: Request, year: int, line: int, own_share_percent: int) -> Grant:
    expenses = [expense for expense in request.expenses if expense.line == line]
    spent = sum(expense.cents for expense in expenses if expense.on.year == year)
    claimed = spent * (100 - own_share_percent) // 100
    allowed = cap(request, year, line)
    if allowed is None:
        return Grant(0, claimed, Reason(int(Why.NO_CAP), 0, 0))
    if claimed > allowed:
        return Grant(allowed, claimed, Reason(int(Why.CAPPED), min(spent, CENTS_MAX), min(allowed, CENTS_MAX)))
    return Grant(claimed, claimed, Reason(int(Why.SPENT), min(spent, CENTS_MAX), own_share_percent))


class Funding:
    """For each year one answer for each line, in the same order."""

    def compute(self, request: Request) -> list[Grant]:
        own_share_percent = json.loads(request.parameters)["own_share_percent"]
        years = range(request.first_year, request.last_year + 1)
        lines = range(len(request.lines))
        return [grant(request, year, line, own_share_percent) for year in years for line in lines]


class Description:
    def describe(self) -> About:
        return About(
            name=Text("rule-key", "Zuwendung bis zum Höchstbetrag", "Grant up to a cap"),
            version="1.0.0",
            point=ExtensionPoint.FUNDING,
            # From parameters.schema.json, read when the component is built.
            parameters_schema=SCHEMA,
            reasons=REASONS,
            figures=[],
        )
