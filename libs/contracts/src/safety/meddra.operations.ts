import { Code, Flag, Identifier, Moment, Part, Parts, Text, Whole, Words } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtTrial, PageOfTrial } from '../places.js';
import { AtAdverseEvent } from './adverse-events.operations.js';

const VERSION = { min: 3, max: 4, description: 'Version of MedDRA, for example 29.0; the operator has loaded it.' };
const LANGUAGE = { min: 2, max: 2, optional: true, description: 'Of the names; English unless said otherwise.' };

/** What another version of the dictionary may make of a coded term. */
export const meddraChanges = ['gone', 'not-current', 'renamed', 'other-preferred-term', 'other-organ-class'] as const;

export class SearchMeddraTerms extends AtTrial {
  @Text(VERSION) dictionaryVersion: string;
  @Text(LANGUAGE) language?: string;
  @Text({ max: 100, description: 'Beginnings of its words, in any order.' }) words: string;
  @Whole({ optional: true, min: 1, max: 100, description: 'How many at most; 20 unless said otherwise.' })
  limit?: number;
}

export class MeddraTermView {
  @Text({ min: 8, max: 8, description: 'The term on the lowest level (LLT).' }) meddraCode: string;
  @Text() name: string;
  @Flag({ description: 'Only current terms can be chosen.' }) current: boolean;
  @Text({ min: 8, max: 8 }) preferredCode: string;
  @Text() preferredName: string;
  @Text({ min: 8, max: 8, description: 'Its primary organ class.' }) organClassCode: string;
  @Text() organClassName: string;
}

export class MeddraTerms {
  @Text() dictionaryVersion: string;
  @Text({ min: 64, max: 64, description: 'SHA-256 of the release as it was loaded.' }) sha256: string;
  @Parts(() => MeddraTermView, { max: 100 }) items: MeddraTermView[];
}

export class CodeAdverseEventCommand extends AtAdverseEvent {
  @Text({ min: 8, max: 8, description: 'The term on the lowest level (LLT).' }) meddraCode: string;
  @Text(VERSION) dictionaryVersion: string;
  @Text(LANGUAGE) language?: string;
  @Text({ optional: true, min: 2, max: 500, description: 'Why a coding is replaced; the first needs no reason.' })
  reason?: string;
}

export class CodingView {
  @Text({ min: 8, max: 8 }) meddraCode: string;
  @Text({ description: 'As the dictionary said on that day.' }) name: string;
  @Text() dictionaryVersion: string;
  @Text() codedBy: string;
  @Moment() codedAt: string;
  @Text({ optional: true }) reason?: string;
}

export class AdverseEventCodings {
  @Parts(() => CodingView, { description: 'Oldest first; the last one counts.' }) items: CodingView[];
}

export class ListMeddraChanges extends PageOfTrial {
  @Text(VERSION) dictionaryVersion: string;
  @Text(LANGUAGE) language?: string;
}

export class MeddraChange {
  @Identifier() adverseEventId: string;
  @Identifier() participantId: string;
  @Code() siteId: string;
  @Part(() => CodingView) coding: CodingView;
  @Part(() => MeddraTermView, { description: 'In the version it was coded with.' }) before: MeddraTermView;
  @Part(() => MeddraTermView, { optional: true, description: 'In the version asked about, where it has the code.' })
  after?: MeddraTermView;
  @Words(meddraChanges, { min: 1 }) changes: (typeof meddraChanges)[number][];
}

export class MeddraChangesPage {
  @Parts(() => MeddraChange) items: MeddraChange[];
  @Text({ optional: true }) nextCursor?: string;
}

const coders = ['data-manager', 'safety-physician'] as const;

export const searchMeddraTerms = defineQuery({
  service: 'safety',
  name: 'search-meddra-terms',
  route: 'GET /trials/:trialId/meddra-terms',
  summary: 'Terms of a loaded version of MedDRA by words, with their preferred terms and primary organ classes',
  request: SearchMeddraTerms,
  result: MeddraTerms,
  roles: [...coders, 'pharmacovigilance-officer'],
  rejections: ['meddra-not-loaded'],
});

export const codeAdverseEvent = defineCommand({
  service: 'safety',
  name: 'code-adverse-event',
  route: 'POST /trials/:trialId/participants/:participantId/adverse-events/:adverseEventId/codings',
  summary: 'Codes an adverse event with a term of MedDRA; the version stays with the coding, and nothing is re-mapped',
  request: CodeAdverseEventCommand,
  result: AdverseEventCodings,
  roles: coders,
  rejections: [
    'adverse-event-unknown',
    'meddra-not-loaded',
    'meddra-term-unknown',
    'meddra-term-not-current',
    'coding-changes-nothing',
    'reason-missing',
  ],
});

export const listCodings = defineQuery({
  service: 'safety',
  name: 'list-codings',
  route: 'GET /trials/:trialId/participants/:participantId/adverse-events/:adverseEventId/codings',
  summary: 'What an adverse event was coded with, by whom, and why it was coded anew',
  request: AtAdverseEvent,
  result: AdverseEventCodings,
  roles: [...coders, 'monitor', 'pharmacovigilance-officer'],
  rejections: ['adverse-event-unknown'],
});

export const listMeddraChanges = defineQuery({
  service: 'safety',
  name: 'list-meddra-changes',
  route: 'GET /trials/:trialId/meddra-changes',
  summary: 'The coded events another version of MedDRA would change, and how; a person decides about each',
  request: ListMeddraChanges,
  result: MeddraChangesPage,
  roles: coders,
  rejections: ['meddra-not-loaded', 'cursor-not-readable'],
});
