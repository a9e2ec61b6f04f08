// Which service goes first: those named in the parameters, in that order, if they are responsible and have not said
// that they cannot serve. What none of them serves, the county's case management keeps.

import type { Direction, Need, Request } from "../kit/sdk/typescript/types/precedence";
import schema from "../parameters.schema.json" with { type: "text" };

/** Why an answer is as it is: the position among the texts. */
enum Why {
  GoesFirst,
  ToBeAsked,
  NobodyElse,
}

/** A key that never changes, and the sentence in both languages. */
const reasons = [
  {
    key: "goes-first",
    de: "{first:services} geht vor und kann helfen: verweisen",
    en: "{first:services} goes first and can serve: refer",
  },
  {
    key: "to-be-asked",
    de: "{first:services} geht vor und ist noch nicht gefragt",
    en: "{first:services} goes first and has not been asked",
  },
  {
    key: "nobody-else",
    de: "Kein vorrangiger Dienst kann helfen: das Case Management behält den Bedarf",
    en: "No service that goes first can serve: case management keeps the need",
  },
];

function directOne(need: Need, services: number[]): Direction {
  // Services come as sets: bit n stands for the service at position n.
  const canBeAsked = need.responsible & ~need.cannotServe;
  const service = services.find((service) => (canBeAsked >>> service) & 1);
  if (service === undefined) {
    return { step: "keep", resultReturns: false, reason: { code: Why.NobodyElse, first: 0, second: 0 } };
  }
  const serves = ((need.canServe >>> service) & 1) === 1;
  const code = serves ? Why.GoesFirst : Why.ToBeAsked;
  const step = serves ? "refer" : "ask-first";
  return { step, service, resultReturns: true, reason: { code, first: service, second: 0 } };
}

export const precedence = {
  /** One answer for each need, in the same order. */
  direct(request: Request): Direction[] {
    const parameters: { go_first: string[] } = JSON.parse(request.parameters);
    // Services that the county does not record can be responsible for nothing.
    const positions = parameters.go_first.map((key) => request.services.indexOf(key));
    const services = positions.filter((position) => position >= 0);
    return request.needs.map((need) => directOne(need, services));
  },
};

export const description = {
  describe: () => ({
    name: { key: "rule-key", de: "Vorrangige Dienste", en: "Services that go first" },
    version: "1.0.0",
    point: "precedence",
    parametersSchema: schema,
    reasons,
    figures: [],
  }),
};
