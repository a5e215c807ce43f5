import type { ElementNumber } from './element.js';
import type { IcsrFile, Part } from './icsr-file.js';

/** `error`: a receiver rejects it. `warning`: accepted, and worth a look. */
export type Severity = 'error' | 'warning';

/** A rule about ICSR files. Its id never changes and is never used again for another rule. */
export interface Rule {
  readonly id: RuleId;
  readonly element: ElementNumber;
  readonly severity: Severity;
  /** What the rule asks, in one sentence. */
  readonly message: string;
  readonly check: (file: IcsrFile) => readonly Breach[];
}

/** `<element>/<what>`. */
export type RuleId = `${string}/${string}`;

/** Where a rule is broken, and what is there instead. */
export interface Breach {
  readonly where: string;
  readonly found?: string;
  /** Where a rule is about several elements: the one that breaks it. */
  readonly element?: ElementNumber;
}

/** What the engine says of one breach. */
export interface Finding {
  readonly element: ElementNumber;
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly message: string;
}

/** The part and all it stands in, from the outside, as far as a person needs to find it. */
export const placeOf = (part: Part): string => {
  const outer = part.inside && !SILENT.has(part.inside.place) ? `${placeOf(part.inside)}, ` : '';
  return `${outer}${part.called}`;
};

const SILENT: ReadonlySet<string> = new Set(['batch', 'message', 'case', 'assessment', 'patient']);

/** A value as it is shown in a message: one line, not too long. */
export const shown = (value: string): string => {
  const line = value.replace(/\s+/g, ' ').trim();
  return JSON.stringify(line.length > 60 ? `${line.slice(0, 60)}…` : line);
};
