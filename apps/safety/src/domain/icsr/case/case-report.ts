import type { Instant, PlainDate } from '@trial/kernel';
import type { firstSenders } from '../code-lists/code-lists.js';
import type { Restrictable, Seen } from './disclosure.js';
import type { CaseDrug, CaseOpinion } from './drug.js';
import type { MeddraCode } from './known.js';
import type { Patient } from './patient.js';
import type { Reporter, Sender, Study } from './people.js';
import type { Reaction, TestResult } from './reaction.js';

/**
 * One version of an individual case safety report, complete in itself (ICH E2B(R3)). A version is never changed; the
 * next one is made by `case-versions.ts`.
 */
export interface CaseReport {
  /** C.1.1, `country-organisation-number`: the sender's own id, the same in all of its versions. */
  readonly safetyReportId: string;
  /** C.1.8.1: given once in the world, never changed. */
  readonly worldwideId: string;
  /** C.1.8.2. */
  readonly firstSender: keyof typeof firstSenders.codes;
  /** From 1. */
  readonly version: number;
  readonly kind: ReportKind;
  /** C.1.2: when this version was made. */
  readonly createdAt: Instant;
  /** C.1.4: the civil day the sponsor first heard of the case; the same in all versions. */
  readonly firstReceivedOn: PlainDate;
  /** C.1.5: the civil day of the latest information in it. */
  readonly latestReceivedOn: PlainDate;
  /** C.1.6.1.r.1: titles of documents the sender holds. */
  readonly documents: readonly ({ readonly title: string } & Restrictable)[];
  /** C.1.7: whether it is reported in days. What the blinded read comes from blinded facts alone. */
  readonly expedited: Seen<boolean>;
  /** C.1.9.1.r: what others called the case. */
  readonly otherIds: readonly ({ readonly source: string; readonly id: string } & Restrictable)[];
  /** C.1.10.r: worldwide ids of linked cases; those of one batch of the product are restricted. */
  readonly linkedReports: readonly ({ readonly id: string } & Restrictable)[];
  readonly reporters: readonly Reporter[];
  readonly sender: Sender;
  readonly study: Study;
  readonly patient: Patient;
  readonly reactions: readonly Reaction[];
  readonly tests: readonly (TestResult & Restrictable)[];
  readonly drugs: readonly (CaseDrug & Restrictable)[];
  readonly opinions: readonly (CaseOpinion & Restrictable)[];
  /** H.1, H.2 and H.4. */
  readonly narrative: Seen<string>;
  readonly reporterComment?: Seen<string>;
  readonly senderComment?: Seen<string>;
  /** H.3.r: the sender's own diagnosis. */
  readonly diagnoses: readonly (MeddraCode & Restrictable)[];
}

/** What a version is; an amendment or nullification says why (C.1.11.2). */
export type ReportKind =
  | { readonly kind: 'initial' }
  | { readonly kind: 'follow-up' }
  | { readonly kind: 'amendment'; readonly reason: string }
  | { readonly kind: 'nullification'; readonly reason: string };
