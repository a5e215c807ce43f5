/** AA: every report of the batch was taken. AE: some were not. AR: none was read. */
export const batchVerdicts = ['AA', 'AE', 'AR'] as const;
export type BatchVerdict = (typeof batchVerdicts)[number];

/** CA: the report was taken, perhaps with warnings. CR: it was not, and is still owed. */
export const caseVerdicts = ['CA', 'CR'] as const;
export type CaseVerdict = (typeof caseVerdicts)[number];

/** What a receiver answers to a batch (MCCI_IN200101UV01). */
export interface Acknowledgement {
  /** Its own number (ACK.M.1). */
  readonly id: string;
  /** The batch it answers: our N.1.2 (ACK.A.1). */
  readonly batchId: string;
  readonly verdict: BatchVerdict;
  readonly remarks: Remarks;
  readonly cases: readonly CaseAnswer[];
}

export interface CaseAnswer {
  /** Our C.1.1 (ACK.B.r.1). */
  readonly safetyReportId: string;
  readonly verdict: CaseVerdict;
  readonly remarks: Remarks;
}

/** What the receiver has to say; `cutOff` when its text ends in three dots and there may be more. */
export interface Remarks {
  readonly messages: readonly string[];
  readonly cutOff: boolean;
}

/** The messages of one text, which receivers join by semicolons and cut off with dots. */
export function remarksOf(text: string): Remarks {
  const messages = text
    .split(';')
    .map((message) => message.trim())
    .filter((message) => message !== '');
  return { messages, cutOff: /(\.\.\.|…)$/.test(text.trim()) };
}
