// The types of the extension point `indicators`; what the fields mean stands in indicators.wit.

import type { CivilDate } from "../dates";

export type Constellation = "brief-intervention" | "process-support" | "case-management";

export interface Row {
  person: number;
  municipality: number;
  stage?: number;
  constellation: Constellation;
  age?: number;
  opened: CivilDate;
  closed?: CivilDate;
  contacts: number;
  needs: number;
}

export interface Request {
  periodFrom: CivilDate;
  asOf: CivilDate;
  parameters: string;
  municipalities: string[];
  stages: string[];
  lifeAreas: string[];
  rows: Row[];
}

export interface Figure {
  figure: number;
  municipality?: number;
  valueHundredths: number;
  persons: number;
}
