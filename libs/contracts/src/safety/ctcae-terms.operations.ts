import { Code, Flag, Identifier, Parts, Text, Whole, Words } from '../fields.js';
import { defineQuery } from '../operation.js';
import { AtTrial } from '../places.js';

export class SearchCtcaeTerms extends AtTrial {
  @Text({ optional: true, max: 100, description: 'Beginnings of its words, in any order; all terms when left out.' })
  words?: string;
  @Text({ optional: true, max: 100, description: 'Only of this organ class, as the dictionary prints it.' })
  organClass?: string;
  @Identifier({ optional: true, description: 'By the dictionary of the trial version this participant is in.' })
  participantId?: string;
  @Whole({ optional: true, min: 1, max: 200, description: 'How many at most; 20 unless said otherwise.' })
  limit?: number;
}

export class CtcaeGradeWording {
  @Code() grade: string;
  @Text({ max: 5_000 }) words: string;
}

export class CtcaeTermView {
  @Code({ description: 'What an adverse event is reported with.' }) term: string;
  @Text() name: string;
  @Text() organClass: string;
  @Words(undefined, { description: 'The grades that exist for it; no other can be chosen.' }) grades: string[];
  @Flag({ description: 'It says nothing without the words of the site.' }) needsWords: boolean;
  @Text({ optional: true, max: 5_000, description: 'What the publisher says it is, once their file is loaded.' })
  definition?: string;
  @Parts(() => CtcaeGradeWording, { optional: true, max: 5, description: 'What the publisher says each grade means.' })
  wording?: CtcaeGradeWording[];
}

export class CtcaeTerms {
  @Code({ description: 'The dictionary is pinned to a version by the trial.' }) ctcaeVersion: string;
  @Whole({ min: 0, max: 2_000, description: 'How many were found; the first of them are shown.' }) found: number;
  @Text({ optional: true, min: 64, max: 64, description: "SHA-256 of the publisher's file the wording is from." })
  wordingSha256?: string;
  @Parts(() => CtcaeTermView, { max: 200 }) items: CtcaeTermView[];
}

export const searchCtcaeTerms = defineQuery({
  service: 'safety',
  name: 'search-ctcae-terms',
  route: 'GET /trials/:trialId/ctcae-terms',
  summary: 'Terms of the CTCAE version the trial is pinned to, by words or organ class, with the grades that exist',
  request: SearchCtcaeTerms,
  result: CtcaeTerms,
  roles: ['investigator', 'study-nurse', 'monitor', 'data-manager', 'safety-physician', 'pharmacovigilance-officer'],
  rejections: ['trial-unknown', 'participant-unknown', 'organ-class-unknown'],
});
