import { Choice, Code, Identifier, Moment, Part, Parts, Text, Whole, Words } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtParticipant, PageOfTrial } from '../places.js';

/** Why a code is broken at all: nothing else justifies it (ICH E6(R3) 4.1.4; MHRA). */
export const codeBreakCauses = [
  'medical-emergency',
  'suspected-serious-reaction',
  'pregnancy',
  'overdose-or-error',
  'other-urgent',
] as const;
export type CodeBreakCause = (typeof codeBreakCauses)[number];

const ROWS = { min: 0, max: 1_000_000 };

export class BreakCodeCommand extends AtParticipant {
  @Choice(codeBreakCauses) cause: CodeBreakCause;
  @Text({ min: 10, max: 500, description: 'Why it cannot wait, in your own words.' }) reason: string;
}

export class OpenedListRow {
  @Code() stratum: string;
  @Whole({ ...ROWS, min: 1 }) position: number;
  @Code() arm: string;
  @Text({ min: 64, max: 64 }) salt: string;
  @Words(undefined, { description: 'The other halves on the way to the root, lowest first.' }) path: string[];
}

/** Named as the stand-alone verifiers name its fields. */
export class ListRowOpening {
  @Text() format: string;
  @Code() trial: string;
  @Identifier() list: string;
  @Whole(ROWS) index: number;
  @Whole({ ...ROWS, min: 1 }) size: number;
  @Part(() => OpenedListRow) row: OpenedListRow;
}

export class CodeBreakCertificate {
  @Text() format: string;
  @Identifier() codeBreakId: string;
  @Identifier() participantId: string;
  @Text() brokenBy: string;
  @Moment() brokenAt: string;
  @Choice(codeBreakCauses) cause: CodeBreakCause;
  @Part(() => ListRowOpening, {
    description: 'The one row that was opened; it can be held against the root that was printed.',
  })
  opening: ListRowOpening;
}

export class BrokenCode {
  @Identifier() codeBreakId: string;
  @Identifier() participantId: string;
  @Moment() brokenAt: string;
  @Code() arm: string;
  @Part(() => CodeBreakCertificate, {
    optional: true,
    description: 'Missing only when the rest of the list cannot be read.',
  })
  certificate?: CodeBreakCertificate;
}

export class CodeBreakView {
  @Identifier() codeBreakId: string;
  @Code({ optional: true }) siteId?: string;
  @Identifier({ description: 'The participant it was asked for.' }) participantId: string;
  @Choice(['broken', 'refused', 'failed']) outcome: string;
  @Code({ optional: true, description: 'Why nothing was shown: the code of the refusal.' }) refusal?: string;
  @Choice(codeBreakCauses) cause: CodeBreakCause;
  @Text() by: string;
  @Moment() at: string;
}

export class CodeBreakPage {
  @Parts(() => CodeBreakView) items: CodeBreakView[];
  @Text({ optional: true }) nextCursor?: string;
}

export const breakCode = defineCommand({
  service: 'vault',
  name: 'break-code',
  route: 'POST /trials/:trialId/participants/:participantId/code-breaks',
  summary:
    'Emergency code break by the treating investigator, five minutes after signing in at the latest. Sponsor and monitor ' +
    'are told that it happened; what was shown is shown once',
  request: BreakCodeCommand,
  result: BrokenCode,
  roles: ['investigator'],
  rejections: ['sign-in-not-fresh', 'not-allocated', 'disclosure-already-shown'],
});

export const listCodeBreaks = defineQuery({
  service: 'randomisation',
  name: 'list-code-breaks',
  route: 'GET /trials/:trialId/code-breaks',
  summary: 'Code breaks, and attempts at one that were refused or failed, of the sites you may see',
  request: PageOfTrial,
  result: CodeBreakPage,
  roles: ['investigator', 'monitor', 'data-manager', 'safety-physician'],
  rejections: ['cursor-not-readable'],
});
