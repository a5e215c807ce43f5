import { Rejection } from '@trial/kernel';
import type { PanelAnalyte } from './analytes.js';

/** A panel as a trial file lists it. */
export interface Panel {
  /** Results that can reveal an arm, such as antibodies against donor HLA (trial.md 4.4, rule 7). */
  readonly restricted: boolean;
  readonly analytes: readonly PanelAnalyte[];
}

/**
 * The analytes blinded people may enter and see. `Rejection('analyte-restricted')` when the one asked for is in a
 * restricted panel.
 */
export function openAnalytes(panels: readonly Panel[], asked: string): readonly PanelAnalyte[] {
  const restricted = panels.some((panel) => panel.restricted && panel.analytes.some(({ code }) => code === asked));
  if (restricted) {
    throw new Rejection('analyte-restricted', {
      field: 'analyte',
      rule: `${asked} could reveal an allocation and is not entered here`,
    });
  }
  return panels.filter((panel) => !panel.restricted).flatMap(({ analytes }) => analytes);
}
