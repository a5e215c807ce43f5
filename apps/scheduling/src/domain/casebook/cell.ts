import { instantAt, type Instant, type PartialDate, type TimeZone } from '@trial/kernel';
import { positionOfAttendance, type AttendancePosition } from '../attendance.js';
import { positionOf } from '../visit-window.js';
import { standingOf, type VisitStanding, type VisitState } from '../visit.js';

/** What the cell of a visit depends on. Moments are milliseconds since 1970, as thousands are read at once. */
export interface CellBasis {
  readonly visitCode: string;
  readonly state: VisitState;
  readonly provisional: boolean;
  readonly contactOnly: boolean;
  readonly unit: 'hours' | 'days';
  readonly opensAt: number;
  readonly targetAt: number;
  readonly closesAt: number;
  readonly plannedFor: number | null;
  readonly occurredAt: number | null;
  /** The date instead, where no moment is known, and the zone its days are of. */
  readonly occurredOn: readonly [on: PartialDate, zone: TimeZone] | null;
  /** The deviation that stands, as drafted or as a person confirmed it. */
  readonly deviation: 'drafted' | 'confirmed' | null;
  readonly formsDue: number;
  readonly formsAnswered: number;
}

/**
 * A visit in the matrix. What is not there: settled, did not take place, firm, not for contact only, no appointment, no
 * deviation, no forms.
 */
export interface Cell {
  readonly visit: string;
  readonly state: VisitState;
  readonly standing?: Exclude<VisitStanding, 'closed'>;
  readonly position?: AttendancePosition;
  readonly provisional?: true;
  readonly contactOnly?: true;
  readonly appointment?: true;
  readonly deviation?: 'drafted' | 'confirmed';
  readonly forms?: { readonly due: number; readonly answered: number };
}

/** The cell of a visit at `now`: standing and position as `standingOf` and `positionOfAttendance` say them of the visit itself (S04). */
export function cellOf(visit: CellBasis, now: Instant): Cell {
  const { visitCode, state, provisional, contactOnly, plannedFor, deviation, formsDue, formsAnswered } = visit;
  const position = positionIn(visit);
  const standing = standingAt(visit, now);
  // Field by field: copying eight small objects into each of five hundred cells took half the time of a page.
  const cell: Building<Cell> = { visit: visitCode, state };
  if (standing !== 'closed') cell.standing = standing;
  if (position !== null) cell.position = position;
  if (provisional) cell.provisional = true;
  if (contactOnly) cell.contactOnly = true;
  if (plannedFor !== null) cell.appointment = true;
  if (deviation !== null) cell.deviation = deviation;
  if (formsDue + formsAnswered > 0) cell.forms = { due: formsDue, answered: formsAnswered };
  return cell;
}

type Building<Whole> = { -readonly [Part in keyof Whole]: Whole[Part] };

const standingAt = (visit: CellBasis, now: Instant): VisitStanding =>
  visit.state === 'planned' ? standingOf({ state: visit.state, ...windowOf(visit) }, now) : 'closed';

function positionIn(visit: CellBasis): AttendancePosition | null {
  const { occurredAt, occurredOn } = visit;
  if (occurredAt !== null) return positionOf(windowOf(visit), instantAt(occurredAt));
  if (occurredOn === null) return null;
  const [on, zone] = occurredOn;
  return positionOfAttendance({ ...windowOf(visit), zone }, on);
}

const windowOf = ({ unit, opensAt, targetAt, closesAt }: CellBasis) => ({
  unit,
  opensAt: instantAt(opensAt),
  targetAt: instantAt(targetAt),
  closesAt: instantAt(closesAt),
});
