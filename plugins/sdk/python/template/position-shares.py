"""How posts are shared out: in proportion to one figure of each area. Steps of the grid that are left over go to the
areas with the largest remainders, so that the shares add up exactly."""

import json
from enum import IntEnum

from componentize_py_types import Err
from schema import SCHEMA
from wit_world.exports.description import About, ExtensionPoint, Text
from wit_world.exports.position_shares import Reason, Request, RuleError_Data, Share


class Why(IntEnum):
    """Why an answer is as it is: the position among the texts."""

    WHOLE_STEPS = 0
    ONE_MORE = 1


# A key that never changes, and the sentence in both languages.
REASONS = [
    Text(
        "whole-steps",
        "{first} gezählt: {second} ganze Schritte",
        "{first} counted: {second} whole steps",
    ),
    Text(
        "one-more",
        "{first} gezählt: {second} ganze Schritte, dazu einer für den großen Rest",
        "{first} counted: {second} whole steps, and one more for the large remainder",
    ),
]


def counts(request: Request, measure: str) -> list[int]:
    """The count of each area. One that is missing would quietly give its posts to the others."""
    found = {
        figure.area: figure.count
        for figure in request.figures
        if request.measures[figure.measure] == measure
    }
    for area, area_key in enumerate(request.areas):
        if area not in found:
            raise Err(RuleError_Data(f"{measure} was not counted in {area_key}"))
    return [found[area] for area in range(len(request.areas))]


class PositionShares:
    """One answer for each area, in the same order."""

    def share_out(self, request: Request) -> list[Share]:
        bases = counts(request, json.loads(request.parameters)["measure"])
        total = sum(bases)
        if total == 0:
            raise Err(RuleError_Data("nobody was counted anywhere"))
        grid = request.grid_centi_fte
        steps = request.posts_centi_fte // grid
        # Whole steps of each area, and what the division leaves.
        exact = [divmod(basis * steps, total) for basis in bases]
        left = steps - sum(whole for whole, _ in exact)
        by_remainder = sorted(range(len(exact)), key=lambda area: -exact[area][1])
        lucky = set(by_remainder[:left])
        shares = []
        for area, (whole, rest) in enumerate(exact):
            extra = int(area in lucky)
            why = Why.ONE_MORE if extra else Why.WHOLE_STEPS
            reason = Reason(int(why), bases[area], whole)
            millionths = rest * 1_000_000 // total
            shares.append(
                Share((whole + extra) * grid, bases[area], whole, millionths, extra, reason)
            )
        return shares


class Description:
    def describe(self) -> About:
        return About(
            name=Text("rule-key", "Stellenanteile nach einer Zahl", "Posts in proportion to a figure"),
            version="1.0.0",
            point=ExtensionPoint.POSITION_SHARES,
            # From parameters.schema.json, read when the component is built.
            parameters_schema=SCHEMA,
            reasons=REASONS,
            figures=[],
        )
