// How posts are shared out: in proportion to one figure of each area. Steps of the grid that are left over go to the
// areas with the largest remainders, so that the shares add up exactly.

import type { Request, Share } from "../kit/sdk/typescript/types/position-shares";
import schema from "../parameters.schema.json" with { type: "text" };

/** Why an answer is as it is: the position among the texts. */
enum Why {
  WholeSteps,
  OneMore,
}

/** A key that never changes, and the sentence in both languages. */
const reasons = [
  {
    key: "whole-steps",
    de: "{first} gezählt: {second} ganze Schritte",
    en: "{first} counted: {second} whole steps",
  },
  {
    key: "one-more",
    de: "{first} gezählt: {second} ganze Schritte, dazu einer für den großen Rest",
    en: "{first} counted: {second} whole steps, and one more for the large remainder",
  },
];

/** The count of each area. One that is missing would quietly give its posts to the others. */
function counts(request: Request, measure: string): number[] {
  return request.areas.map((key, area) => {
    const figure = request.figures.find(
      (figure) => figure.area === area && request.measures[figure.measure] === measure,
    );
    if (!figure) throw { tag: "data", val: `${measure} was not counted in ${key}` };
    return figure.count;
  });
}

export const positionShares = {
  /** One answer for each area, in the same order. */
  shareOut(request: Request): Share[] {
    const { measure }: { measure: string } = JSON.parse(request.parameters);
    // Products of counts and steps can be larger than what numbers hold exactly.
    const bases = counts(request, measure).map(BigInt);
    const total = bases.reduce((sum, basis) => sum + basis, 0n);
    if (total === 0n) throw { tag: "data", val: "nobody was counted anywhere" };
    const grid = request.gridCentiFte;
    const steps = Math.floor(request.postsCentiFte / grid);
    const exact = bases.map((basis) => basis * BigInt(steps));
    // Whole steps of each area, and what the division leaves.
    const whole = exact.map((product) => Number(product / total));
    const rest = exact.map((product) => Number(product % total));
    const left = steps - whole.reduce((sum, count) => sum + count, 0);
    const byRemainder = rest.map((_, area) => area).sort((one, other) => rest[other] - rest[one]);
    const lucky = new Set(byRemainder.slice(0, left));
    return bases.map((basis, area) => {
      const extraSteps = lucky.has(area) ? 1 : 0;
      const code = extraSteps ? Why.OneMore : Why.WholeSteps;
      return {
        postsCentiFte: (whole[area] + extraSteps) * grid,
        basis: Number(basis),
        steps: whole[area],
        restMillionths: Number((BigInt(rest[area]) * 1_000_000n) / total),
        extraSteps,
        reason: { code, first: Number(basis), second: whole[area] },
      };
    });
  },
};

export const description = {
  describe: () => ({
    name: { key: "rule-key", de: "Stellenanteile nach einer Zahl", en: "Posts in proportion to a figure" },
    version: "1.0.0",
    point: "position-shares",
    parametersSchema: schema,
    reasons,
    figures: [],
  }),
};
