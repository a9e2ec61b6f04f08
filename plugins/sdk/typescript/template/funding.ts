// What grant the county is due: of what was spent on a line in a year, all but the county's own share, up to the line's
// cap for the year. A line without a cap is granted nothing.

import { compare } from "../kit/sdk/typescript/dates";
import type { Grant, Request } from "../kit/sdk/typescript/types/funding";
import schema from "../parameters.schema.json" with { type: "text" };

/** Why an answer is as it is: the position among the texts. */
enum Why {
  Spent,
  Capped,
  NoCap,
}

/** A key that never changes, and the sentence in both languages. */
const reasons = [
  {
    key: "spent",
    de: "{first:cents} ausgegeben, Eigenanteil {second} Prozent",
    en: "{first:cents} spent, own share {second} percent",
  },
  {
    key: "capped",
    de: "{first:cents} ausgegeben, höchstens {second:cents} im Jahr",
    en: "{first:cents} spent, at most {second:cents} a year",
  },
  {
    key: "no-cap",
    de: "Für dieses Jahr ist kein Höchstbetrag hinterlegt",
    en: "No cap is agreed for this year",
  },
];

/** The contract carries amounts up to some 21 million euros in reasons. */
const CENTS_MAX = 2 ** 31 - 1;
const number = (cents: number) => Math.min(cents, CENTS_MAX);

/** The cap of a line that is in force at the end of the year. */
function cap(request: Request, year: number, line: number): number | undefined {
  const lastDay = { year, month: 12, day: 31 };
  const rate = request.rates.find(
    (rate) =>
      rate.line === line &&
      rate.unit === "cap-per-year" &&
      compare(rate.validFrom, lastDay) <= 0 &&
      (!rate.validTo || compare(rate.validTo, lastDay) >= 0),
  );
  return rate?.amount;
}

function grant(request: Request, year: number, line: number, ownSharePercent: number): Grant {
  let spent = 0;
  for (const expense of request.expenses) {
    if (expense.line === line && expense.on.year === year) spent += expense.cents;
  }
  const claimedCents = Math.floor((spent * (100 - ownSharePercent)) / 100);
  const allowed = cap(request, year, line);
  if (allowed === undefined) {
    return { grantedCents: 0, claimedCents, reason: { code: Why.NoCap, first: 0, second: 0 } };
  }
  if (claimedCents > allowed) {
    const reason = { code: Why.Capped, first: number(spent), second: number(allowed) };
    return { grantedCents: allowed, claimedCents, reason };
  }
  const reason = { code: Why.Spent, first: number(spent), second: ownSharePercent };
  return { grantedCents: claimedCents, claimedCents, reason };
}

export const funding = {
  /** For each year one answer for each line, in the same order. */
  compute(request: Request): Grant[] {
    const parameters: { own_share_percent: number } = JSON.parse(request.parameters);
    const grants: Grant[] = [];
    for (let year = request.firstYear; year <= request.lastYear; year++) {
      request.lines.forEach((_, line) => grants.push(grant(request, year, line, parameters.own_share_percent)));
    }
    return grants;
  },
};

export const description = {
  describe: () => ({
    name: { key: "rule-key", de: "Zuwendung bis zum Höchstbetrag", en: "Grant up to a cap" },
    version: "1.0.0",
    point: "funding",
    parametersSchema: schema,
    reasons,
    figures: [],
  }),
};
