"""When cases end because nobody has been in touch: after so many months without contact a case is closed, but while a
referral is unanswered somebody is asked instead."""

import json
from enum import IntEnum

from dates import days, key, plus_months
from schema import SCHEMA
from wit_world.exports.description import About, ExtensionPoint, Text
from wit_world.exports.case_closing import (
    Closing,
    Date,
    OpenCase,
    Reason,
    Request,
    Verdict,
)


class Why(IntEnum):
    """Why an answer is as it is: the position among the texts."""

    PERIOD_RUNS = 0
    NO_CONTACT = 1
    REFERRAL_OPEN = 2


# A key that never changes, and the sentence in both languages.
REASONS = [
    Text(
        "period-runs",
        "Letzter Kontakt am {first:date}; Abschluss nach {second} Monaten ohne Kontakt",
        "Last contact on {first:date}; closes after {second} months without contact",
    ),
    Text(
        "no-contact",
        "Seit {second} Monaten kein Kontakt (zuletzt am {first:date})",
        "No contact for {second} months (last on {first:date})",
    ),
    Text(
        "referral-open",
        "Kein Kontakt seit {first:date}, aber {second} offene Verweise: bitte entscheiden",
        "No contact since {first:date}, but {second} open referrals: please decide",
    ),
]


def judge_one(case: OpenCase, months: int, as_of: Date) -> Closing:
    # A case without any contact counts from its opening.
    since = case.last_contact or case.opened
    due = plus_months(since, months)
    if due > key(as_of):
        verdict, why, number = Verdict.KEEP, Why.PERIOD_RUNS, months
    elif case.open_referrals > 0:
        verdict, why, number = Verdict.ASK, Why.REFERRAL_OPEN, case.open_referrals
    else:
        verdict, why, number = Verdict.CLOSE, Why.NO_CONTACT, months
    return Closing(verdict, Date(*due), Reason(int(why), days(since), number))


class CaseClosing:
    """One answer for each case, in the same order."""

    def judge(self, request: Request) -> list[Closing]:
        months = json.loads(request.parameters)["months"]
        return [judge_one(case, months, request.as_of) for case in request.cases]


class Description:
    def describe(self) -> About:
        return About(
            name=Text("rule-key", "Fallabschluss ohne Kontakt", "Closing without contact"),
            version="1.0.0",
            point=ExtensionPoint.CASE_CLOSING,
            # From parameters.schema.json, read when the component is built.
            parameters_schema=SCHEMA,
            reasons=REASONS,
            figures=[],
        )
