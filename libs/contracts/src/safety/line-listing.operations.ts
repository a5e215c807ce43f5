import { Choice, Code, Flag, Identifier, Moment, PartialDay, Parts, Part, Text, Whole, Words } from '../fields.js';
import { defineQuery } from '../operation.js';
import { PageOfTrial } from '../places.js';
import { seriousnessCriteria } from './adverse-events.operations.js';

export const listedEvents = ['confirmed', 'serious', 'special-interest', 'all'] as const;

export class LineListingRequest extends PageOfTrial {
  @Choice(listedEvents, { optional: true, description: 'Confirmed events unless said otherwise; all: proposals too.' })
  which?: (typeof listedEvents)[number];
  @Identifier({ optional: true, description: 'The data cut to list; what is known now unless said otherwise.' })
  dataCutId?: string;
}

/** A stretch of time with one grade. */
export class ListedGrade {
  @Whole({ optional: true, min: 1, max: 5, description: 'Left out where nobody graded it.' }) grade?: number;
  @PartialDay({ optional: true }) startedOn?: string;
  @Moment({ optional: true }) startedAt?: string;
  @PartialDay({ optional: true }) endedOn?: string;
  @Moment() recordedAt: string;
}

export class ListedOpinion {
  @Code() cause: string;
  @Choice(['investigator', 'sponsor']) judge: string;
  @Choice(['reasonable', 'none'], { description: 'Whether there is a reasonable possibility.' }) possibility: string;
  @Text() by: string;
  @Moment() at: string;
  @Text({ optional: true }) reason?: string;
}

export class ListedVerdict {
  @Choice(['confirmed', 'refuted']) verdict: string;
  @Text() by: string;
  @Moment() at: string;
  @Text({ optional: true }) reason?: string;
}

export class ListedReceipt {
  @Moment({ description: 'When the sponsor first held the minimum information.' }) receivedAt: string;
  @Choice(['expected', 'unexpected']) expectedness: string;
  @Text() by: string;
}

/** One adverse event with everything that is known of it. */
export class AdverseEventLine {
  @Identifier() adverseEventId: string;
  @Identifier() participantId: string;
  @Code() siteId: string;
  @Whole({ min: 1, max: 1_000_000 }) trialVersion: number;
  @Code() ctcaeVersion: string;
  @Code() term: string;
  @Text() organClass: string;
  @Text({ optional: true, description: 'The words of the site.' }) words?: string;
  @Choice(['candidate', 'confirmed', 'refuted']) status: string;
  @Code() source: string;
  @Parts(() => ListedGrade, { description: 'First one first.' }) grades: ListedGrade[];
  @Whole({ optional: true, min: 1, max: 5, description: 'The worst of them.' }) highestGrade?: number;
  @Words(seriousnessCriteria) seriousness: string[];
  @Flag() serious: boolean;
  @Code() outcome: string;
  @Code() actionTaken: string;
  @Flag() digitThreatening: boolean;
  @PartialDay({ optional: true }) onsetOn?: string;
  @PartialDay({ optional: true }) endedOn?: string;
  @Moment({ optional: true }) awareAt?: string;
  @Parts(() => ListedOpinion, { description: 'Every opinion, oldest first; the last of a judge on a cause counts.' })
  opinions: ListedOpinion[];
  @Flag({ description: 'Suspected, by either judge, to be caused by something the trial brought.' })
  suspected: boolean;
  @Part(() => ListedVerdict, { optional: true, description: 'What an investigator made of a proposal.' })
  verdict?: ListedVerdict;
  @Part(() => ListedReceipt, { optional: true, description: 'When the sponsor took it in.' })
  receipt?: ListedReceipt;
  @Words(undefined, { description: 'Findings of the local-toxicity form that it is, as visit/item.' })
  localFindings: string[];
  @Words(undefined, {
    optional: true,
    description: 'Groups of special interest; left out of cuts from before they were kept.',
  })
  specialInterest?: string[];
  @Moment() recordedAt: string;
  @Text() recordedBy: string;
  @Moment() changedAt: string;
  @Text({ description: 'Who changed the event last.' }) changedBy: string;
  @Whole({ min: 1, max: 1_000_000 }) version: number;
}

export class LineListing {
  @Parts(() => AdverseEventLine) items: AdverseEventLine[];
  @Text({ optional: true, description: 'A page ends early where its lines are long.' }) nextCursor?: string;
}

export const listAdverseEventLines = defineQuery({
  service: 'safety',
  name: 'list-adverse-event-lines',
  route: 'GET /trials/:trialId/reports/adverse-events',
  summary: 'Line listing of adverse events: grades over time, judgements, who and when; now or of a data cut',
  request: LineListingRequest,
  result: LineListing,
  roles: ['monitor', 'data-manager', 'safety-physician'],
  rejections: ['data-cut-unknown', 'cursor-not-readable'],
});
