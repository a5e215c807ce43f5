/** One rule a trial file breaks, and the field that breaks it: `visits.W12.window`. */
export interface Finding {
  readonly field: string;
  readonly rule: string;
}

/**
 * A trial file that cannot be used, with everything that is wrong in one message. It is not a `Rejection`: nobody
 * asked for anything, and a process that reads such a file does not start.
 */
export class InvalidTrialFile extends Error {
  constructor(
    readonly file: string,
    readonly findings: readonly Finding[],
  ) {
    super(
      [`${file} is not a valid trial file:`, ...findings.map(({ field, rule }) => `${field}: ${rule}`)].join('\n  '),
    );
    this.name = 'InvalidTrialFile';
  }
}

/** A finding about a field unless its rule holds. */
export const unless = (holds: boolean, field: string, rule: string): readonly Finding[] =>
  holds ? [] : [{ field, rule }];
