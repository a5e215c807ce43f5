import { Choice, Code, Flag, Identifier, Part, Parts, Text, Whole } from '../fields.js';
import { defineQuery } from '../operation.js';
import { PageOfTrial } from '../places.js';
import { attendancePositions } from './visits.operations.js';

/** How far a participant has come, as far as the visit plan knows. */
export const casebookStatuses = [
  ...(['screened', 'consented', 'randomised', 'treated'] as const),
  ...(['screening-failed', 'completed', 'withdrawn', 'lost', 'died'] as const),
] as const;
/** What the clock makes of a visit that is still to take place. */
export const openStandings = ['upcoming', 'open', 'due', 'overdue'] as const;

export class ReadCasebook extends PageOfTrial {
  @Code({ optional: true, description: 'Only one site.' }) siteId?: string;
  @Choice(openStandings, { optional: true, description: 'Only participants with a visit that stands so now.' })
  standing?: (typeof openStandings)[number];
  @Text({ optional: true, max: 64, description: 'Only participants whose code begins so.' }) codePrefix?: string;
}

export class CasebookColumn {
  @Code({ description: 'The visit.' }) visit: string;
  @Text({ description: 'What people call it.' }) name: string;
  @Choice(['before-treatment', 'treatment', 'follow-up', 'early-termination']) phase: string;
}

export class CasebookForms {
  @Whole({ min: 0, max: 1_000, description: 'To be answered.' }) due: number;
  @Whole({ min: 0, max: 1_000, description: 'Answered.' }) answered: number;
}

/** Small, because a page holds thousands: what is not said of a visit is what its absence means. */
export class CasebookCell {
  @Code({ description: 'The visit: a column, or `UNS-1`, `UNS-2` … of an unscheduled one.' }) visit: string;
  @Choice(['planned', 'done', 'missed', 'cancelled', 'not-applicable']) state: string;
  @Choice(openStandings, {
    optional: true,
    description: 'Derived from plan and clock while planned; closed, and not said, once the visit is settled.',
  })
  standing?: string;
  @Choice(attendancePositions, {
    optional: true,
    description: 'Where in its window it took place; uncertain when its date can mean either.',
  })
  position?: string;
  @Flag({ optional: true, description: 'True while what the visit counts from may still move.' }) provisional?: boolean;
  @Flag({ optional: true, description: 'True when it is held for contact and safety only.' }) contactOnly?: boolean;
  @Flag({ optional: true, description: 'True when an appointment was made.' }) appointment?: boolean;
  @Choice(['drafted', 'confirmed'], { optional: true, description: 'The deviation from the schedule that stands.' })
  deviation?: string;
  @Part(() => CasebookForms, { optional: true, description: 'Forms of the visit, once there are any.' })
  forms?: CasebookForms;
}

export class CasebookRow {
  @Identifier() participantId: string;
  @Text({ optional: true, description: 'What people call the participant, once that was heard.' })
  participantCode?: string;
  @Code() siteId: string;
  @Choice(casebookStatuses, { description: 'How far the participant has come, or how participation ended.' })
  status: string;
  @Parts(() => CasebookCell, { max: 1_000, description: 'Visits of the plan, in the order of the columns.' })
  cells: CasebookCell[];
  @Parts(() => CasebookCell, { optional: true, max: 1_000, description: 'Visits nobody planned, if there were any.' })
  unscheduled?: CasebookCell[];
}

export class CasebookPage {
  @Parts(() => CasebookColumn, {
    max: 1_000,
    description: 'Visits of all versions of the trial, in the order of the plan.',
  })
  columns: CasebookColumn[];
  @Parts(() => CasebookRow) items: CasebookRow[];
  @Text({ optional: true }) nextCursor?: string;
}

export const readCasebook = defineQuery({
  service: 'scheduling',
  name: 'read-casebook',
  route: 'GET /trials/:trialId/casebook',
  summary: 'Participants by visits: how each visit of each participant at the sites you may see stands now',
  request: ReadCasebook,
  result: CasebookPage,
  roles: ['investigator', 'study-nurse', 'monitor', 'data-manager', 'safety-physician'],
  rejections: ['cursor-not-readable'],
});
