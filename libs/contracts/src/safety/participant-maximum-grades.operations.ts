import { Code, Identifier, Moment, Part, Parts, Text, Whole } from '../fields.js';
import { defineQuery } from '../operation.js';
import { AtParticipant } from '../places.js';

/** A participant has fewer events than this. */
const MANY = 1_000;

export class SegmentOfMaximum {
  @Identifier() adverseEventId: string;
  @Whole({
    min: 1,
    max: 10_000,
    description: 'The grade of the event it is: the first in which it was as bad as this.',
  })
  segment: number;
}

export class MaximumOfParticipant {
  @Code({ description: '0 to 5, or unknown where nobody has graded what there is.' }) grade: string;
  @Parts(() => SegmentOfMaximum, { max: MANY, description: 'Every event that reaches it; none at 0.' })
  reachedBy: SegmentOfMaximum[];
}

export class MaximumOfOrganClass extends MaximumOfParticipant {
  @Text() organClass: string;
}

export class ParticipantMaxima {
  @Whole({ min: 0, max: 100_000, description: 'Last day that counts, from the day of treatment.' }) untilDay: number;
  @Part(() => MaximumOfParticipant) overall: MaximumOfParticipant;
  @Parts(() => MaximumOfOrganClass, { description: 'All organ classes, in the order of the dictionary.' })
  organClasses: MaximumOfOrganClass[];
}

export class ParticipantMaximumGrades {
  @Identifier() participantId: string;
  @Code() ctcaeVersion: string;
  @Whole({ min: 1, max: 1_000_000, description: 'The version of the trial whose primary cut-off it is.' })
  trialVersion: number;
  @Moment({ optional: true, description: 'Where the days begin; left out before treatment, with all maxima.' })
  treatedAt?: string;
  @Part(() => ParticipantMaxima, { optional: true, description: 'From treatment to now.' })
  upToNow?: ParticipantMaxima;
  @Part(() => ParticipantMaxima, { optional: true, description: 'The primary outcome: to the primary cut-off.' })
  untilCutOff?: ParticipantMaxima;
}

export const readParticipantMaximumGrades = defineQuery({
  service: 'safety',
  name: 'read-participant-maximum-grades',
  route: 'GET /trials/:trialId/participants/:participantId/maximum-grades',
  summary: 'The maximum grade of one participant by organ class and overall, with the grades it comes from, as of now',
  request: AtParticipant,
  result: ParticipantMaximumGrades,
  roles: ['investigator', 'monitor', 'safety-physician'],
  rejections: ['participant-unknown', 'trial-unknown', 'ctcae-versions-mixed'],
});
