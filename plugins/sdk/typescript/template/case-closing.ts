// When cases end because nobody has been in touch: after so many months without contact a case is closed, but while a
// referral is unanswered somebody is asked instead.

import { compare, days, plusMonths, type CivilDate } from "../kit/sdk/typescript/dates";
import type { Closing, OpenCase, Request } from "../kit/sdk/typescript/types/case-closing";
import schema from "../parameters.schema.json" with { type: "text" };

/** Why an answer is as it is: the position among the texts. */
enum Why {
  PeriodRuns,
  NoContact,
  ReferralOpen,
}

/** A key that never changes, and the sentence in both languages. */
const reasons = [
  {
    key: "period-runs",
    de: "Letzter Kontakt am {first:date}; Abschluss nach {second} Monaten ohne Kontakt",
    en: "Last contact on {first:date}; closes after {second} months without contact",
  },
  {
    key: "no-contact",
    de: "Seit {second} Monaten kein Kontakt (zuletzt am {first:date})",
    en: "No contact for {second} months (last on {first:date})",
  },
  {
    key: "referral-open",
    de: "Kein Kontakt seit {first:date}, aber {second} offene Verweise: bitte entscheiden",
    en: "No contact since {first:date}, but {second} open referrals: please decide",
  },
];

function judgeOne(openCase: OpenCase, months: number, asOf: CivilDate): Closing {
  // A case without any contact counts from its opening.
  const since = openCase.lastContact ?? openCase.opened;
  const due = plusMonths(since, months);
  const because = (code: Why, second: number) => ({ code, first: days(since), second });
  if (compare(due, asOf) > 0) return { verdict: "keep", due, reason: because(Why.PeriodRuns, months) };
  if (openCase.openReferrals > 0) {
    return { verdict: "ask", due, reason: because(Why.ReferralOpen, openCase.openReferrals) };
  }
  return { verdict: "close", due, reason: because(Why.NoContact, months) };
}

export const caseClosing = {
  /** One answer for each case, in the same order. */
  judge(request: Request): Closing[] {
    const { months }: { months: number } = JSON.parse(request.parameters);
    return request.cases.map((openCase) => judgeOne(openCase, months, request.asOf));
  },
};

export const description = {
  describe: () => ({
    name: { key: "rule-key", de: "Fallabschluss ohne Kontakt", en: "Closing without contact" },
    version: "1.0.0",
    point: "case-closing",
    parametersSchema: schema,
    reasons,
    figures: [],
  }),
};
