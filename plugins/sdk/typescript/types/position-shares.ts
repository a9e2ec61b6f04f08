// The types of the extension point `position-shares`; what the fields mean stands in position-shares.wit.

import type { CivilDate } from "../dates";

export interface Figure {
  area: number;
  measure: number;
  count: number;
}

export interface Request {
  asOf: CivilDate;
  parameters: string;
  areas: string[];
  measures: string[];
  figures: Figure[];
  postsCentiFte: number;
  gridCentiFte: number;
}

export interface Reason {
  code: number;
  first: number;
  second: number;
}

export interface Share {
  postsCentiFte: number;
  basis: number;
  steps: number;
  restMillionths: number;
  extraSteps: number;
  reason: Reason;
}
