import {
  compareInstants,
  isAfter,
  isBefore,
  Rejection,
  type Instant,
  type ParticipantId,
  type PersonId,
} from '@trial/kernel';
import { treat, type Participant } from './participant.js';

/** A point of the injection map in the trial file. */
export interface InjectionPoint {
  readonly code: string;
  /** Millilitres. */
  readonly plannedVolume: number;
}

/**
 * One treatment session. The record has the same shape in every arm: batch, dose and thaw belong to the vault and have
 * no field here (RO3).
 */
export interface Administration {
  readonly id: string;
  readonly participantId: ParticipantId;
  readonly limb: 'left' | 'right';
  readonly operator: PersonId;
  /** First and last injection. */
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  /** Partial when some point got less than planned or nothing. */
  readonly completeness: 'complete' | 'partial';
}

/** One point of the map in one session; a point where nothing was given has a row too (R38). */
export interface Injection {
  readonly administrationId: string;
  readonly injectionSite: string;
  readonly plannedMicrolitres: number;
  /** Whole microlitres, 0 when nothing was given here. */
  readonly givenMicrolitres: number;
  /** Actual time; null exactly when nothing was given. */
  readonly givenAt: Instant | null;
  /** What went otherwise than planned, in the words of the operator. */
  readonly deviation: string | null;
}

/** What the operator reports; a point that is not named got nothing. */
export interface AdministrationReport {
  readonly limb: Administration['limb'];
  readonly operator: PersonId;
  readonly injections: readonly {
    readonly injectionSite: string;
    readonly givenMicrolitres: number;
    readonly givenAt: Instant;
    readonly deviation: string | null;
  }[];
}

export interface Administered {
  readonly participant: Participant;
  readonly administration: Administration;
  /** One per point of the map, in the order of the map. */
  readonly injections: readonly Injection[];
  /** Actual time of the first injection, whichever point it was. */
  readonly anchorAt: Instant;
}

/**
 * Records a treatment session against the injection map of the trial. Giving only part is representable and counts as
 * treated. More than planned is kept as what happened, but only with its deviation: otherwise it is a typing error.
 *
 * `Rejection`: those of `treat`, and `injection-site-unknown`, `injection-site-twice`, `volume-impossible`,
 * `given-more-than-planned`, `injection-before-randomisation`, `injection-in-future`, `nothing-given`.
 */
export function recordAdministration(
  id: string,
  participant: Participant,
  map: readonly InjectionPoint[],
  report: AdministrationReport,
  now: Instant,
): Administered {
  const injections = injectionsOf(id, map, report);
  injections.forEach((injection) => checkInjection(injection, participant, now));
  const times = injections.flatMap(({ givenAt }) => givenAt ?? []).sort(compareInstants);
  const [startedAt, endedAt] = [times[0], times.at(-1)];
  if (!startedAt || !endedAt) {
    throw new Rejection('nothing-given', { rule: 'without one injection there is no administration' });
  }
  const { limb, operator } = report;
  const completeness = injections.every(isComplete) ? 'complete' : 'partial';
  return {
    participant: treat(participant, startedAt),
    administration: { id, participantId: participant.id, limb, operator, startedAt, endedAt, completeness },
    injections,
    anchorAt: startedAt,
  };
}

/**
 * A session against the injection map of another version, when its time turned out to be one at which the participant went by
 * that. What was given stays, also at a point this map has not; a point it has beside those on record got nothing.
 */
export function planAnew<Row extends Injection>(
  session: readonly [Row, ...Row[]],
  map: readonly InjectionPoint[],
): { readonly injections: readonly Row[]; readonly completeness: Administration['completeness'] } {
  const plannedAt = new Map(map.map(({ code, plannedVolume }) => [code, microlitres(plannedVolume)]));
  const onRecord = session.map((injection) => {
    return { ...injection, plannedMicrolitres: plannedAt.get(injection.injectionSite) ?? 0 };
  });
  const isNew = ({ code }: InjectionPoint) => !session.some(({ injectionSite }) => injectionSite === code);
  const added = map.filter(isNew).map(({ code, plannedVolume }) => {
    const planned = { injectionSite: code, plannedMicrolitres: microlitres(plannedVolume) };
    return { ...session[0], ...planned, givenMicrolitres: 0, givenAt: null, deviation: null };
  });
  const injections = [...onRecord, ...added];
  return { injections, completeness: injections.every(isComplete) ? 'complete' : 'partial' };
}

function injectionsOf(
  administrationId: string,
  map: readonly InjectionPoint[],
  { injections }: AdministrationReport,
): readonly Injection[] {
  for (const { injectionSite } of injections) {
    if (!map.some(({ code }) => code === injectionSite)) {
      refuse('injection-site-unknown', injectionSite, 'a site of the injection map');
    }
  }
  return map.map(({ code, plannedVolume }) => {
    const [injection, ...again] = injections.filter(({ injectionSite }) => injectionSite === code);
    if (again.length > 0) refuse('injection-site-twice', code, 'one record per injection site');
    const givenMicrolitres = injection?.givenMicrolitres ?? 0;
    return {
      administrationId,
      injectionSite: code,
      plannedMicrolitres: microlitres(plannedVolume),
      givenMicrolitres,
      givenAt: injection && givenMicrolitres > 0 ? injection.givenAt : null,
      deviation: injection?.deviation ?? null,
    };
  });
}

function checkInjection(injection: Injection, { randomisedAt }: Participant, now: Instant): void {
  const { injectionSite, givenMicrolitres, plannedMicrolitres, givenAt, deviation } = injection;
  if (!Number.isInteger(givenMicrolitres) || givenMicrolitres < 0) {
    refuse('volume-impossible', injectionSite, 'whole microlitres, 0 or more');
  }
  if (givenMicrolitres > plannedMicrolitres && (deviation ?? '').trim() === '') {
    refuse('given-more-than-planned', injectionSite, 'more than planned is recorded with its deviation');
  }
  if (givenAt === null) return;
  if (randomisedAt !== null && isBefore(givenAt, randomisedAt)) {
    refuse('injection-before-randomisation', injectionSite, 'randomisation precedes every injection');
  }
  if (isAfter(givenAt, now)) refuse('injection-in-future', injectionSite, 'what is recorded has happened');
}

const microlitres = (millilitres: number): number => Math.round(millilitres * 1000);

const isComplete = ({ givenMicrolitres, plannedMicrolitres }: Injection): boolean =>
  givenMicrolitres >= plannedMicrolitres;

function refuse(code: string, injectionSite: string, rule: string): never {
  throw new Rejection(code, { field: `injections.${injectionSite}`, rule });
}
