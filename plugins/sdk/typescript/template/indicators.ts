// The county's own figures: how many people have an open case, and how many of them were in touch in the period; for
// the whole county and for each municipality.

import { compare } from "../kit/sdk/typescript/dates";
import type { Figure, Request, Row } from "../kit/sdk/typescript/types/indicators";
import schema from "../parameters.schema.json" with { type: "text" };

/** By position: a key that never changes, and the name in both languages. */
const figures = [
  { key: "people-with-open-case", de: "Menschen mit offenem Fall", en: "People with an open case" },
  { key: "people-in-touch", de: "Davon mit Kontakt im Zeitraum", en: "Of these in touch in the period" },
];

/** People, not cases: somebody with two cases counts once. */
function count(figure: number, municipality: number | undefined, rows: Row[]): Figure {
  const persons = new Set(rows.map((row) => row.person)).size;
  return { figure, municipality, valueHundredths: persons * 100, persons };
}

export const indicators = {
  /** Each figure once for the county and once for each municipality. */
  compute(request: Request): Figure[] {
    const { contacts_from }: { contacts_from: number } = JSON.parse(request.parameters);
    const open = request.rows.filter((row) => !row.closed || compare(row.closed, request.asOf) > 0);
    const places = [undefined, ...request.municipalities.keys()];
    return places.flatMap((place) => {
      const here = open.filter((row) => place === undefined || row.municipality === place);
      const inTouch = here.filter((row) => row.contacts >= contacts_from);
      return [count(0, place, here), count(1, place, inTouch)];
    });
  },
};

export const description = {
  describe: () => ({
    name: { key: "rule-key", de: "Offene Fälle und Kontakte", en: "Open cases and contacts" },
    version: "1.0.0",
    point: "indicators",
    parametersSchema: schema,
    reasons: [],
    figures,
  }),
};
