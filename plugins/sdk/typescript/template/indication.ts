// Which constellation fits what was heard at intake: the five criteria are counted. As long as one is open nothing is
// proposed; people decide in any case.

import type { Answer, Constellation, Criteria, Intake, Proposal, Request } from "../kit/sdk/typescript/types/indication";
import schema from "../parameters.schema.json" with { type: "text" };

/** Why an answer is as it is: the position among the texts. */
enum Why {
  Counted,
  StillOpen,
}

/** A key that never changes, and the sentence in both languages. */
const reasons = [
  {
    key: "counted",
    de: "{first} von {second} Kriterien sind erfüllt",
    en: "{first} of {second} criteria are met",
  },
  {
    key: "still-open",
    de: "{first} von {second} Kriterien sind noch offen",
    en: "{first} of {second} criteria are still open",
  },
];

interface Parameters {
  process_support_from: number;
  case_management_from: number;
}

/** The criteria with this answer, in the order of the contract. */
function those(criteria: Criteria, answer: Answer): number[] {
  const answers = [
    criteria.complexNeed,
    criteria.severalProviders,
    criteria.regularPathsFail,
    criteria.lackingOwnResources,
    criteria.consent,
  ];
  return answers.flatMap((found, bit) => (found === answer ? [bit] : []));
}

/** Sets cross as numbers: bit 0 is the first criterion. */
const asSet = (bits: number[]) => bits.reduce((set, bit) => set | (1 << bit), 0);

function constellationFor(met: number, parameters: Parameters): Constellation {
  if (met >= parameters.case_management_from) return "case-management";
  return met >= parameters.process_support_from ? "process-support" : "brief-intervention";
}

function proposeOne(intake: Intake, parameters: Parameters): Proposal {
  const [met, unmet, open] = (["yes", "no", "open"] as Answer[]).map((answer) => those(intake.criteria, answer));
  const sets = { met: asSet(met), unmet: asSet(unmet), open: asSet(open) };
  if (open.length > 0) return { ...sets, reason: { code: Why.StillOpen, first: open.length, second: 5 } };
  const constellation = constellationFor(met.length, parameters);
  return { ...sets, constellation, reason: { code: Why.Counted, first: met.length, second: 5 } };
}

export const indication = {
  /** One answer for each intake, in the same order. */
  propose(request: Request): Proposal[] {
    const parameters: Parameters = JSON.parse(request.parameters);
    if (parameters.process_support_from > parameters.case_management_from) {
      throw { tag: "parameters", val: "process_support_from is greater than case_management_from" };
    }
    return request.intakes.map((intake) => proposeOne(intake, parameters));
  },
};

export const description = {
  describe: () => ({
    name: { key: "rule-key", de: "Indikation nach Zahl der Kriterien", en: "Indication by number of criteria" },
    version: "1.0.0",
    point: "indication",
    parametersSchema: schema,
    reasons,
    figures: [],
  }),
};
