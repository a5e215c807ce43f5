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
export interface InjectionSite {
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
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly operator: PersonId;
  readonly completeness: 'complete' | 'partial';
}

/** One point of the map in one session; a point that was skipped has a row too (R38). */
export interface Injection {
  readonly site: string;
  /** Millilitres. */
  readonly plannedVolume: number;
  /** Millilitres, 0 when nothing was given here. */
  readonly givenVolume: number;
  /** Actual time; null exactly when nothing was given. */
  readonly injectedAt: Instant | null;
  /** Why more, less or nothing was given; null when the volume is the planned one. */
  readonly deviation: string | null;
}

export type AdministrationReport = Pick<Administration, 'limb' | 'startedAt' | 'endedAt' | 'operator'> & {
  readonly injections: readonly Omit<Injection, 'plannedVolume'>[];
};

export interface Administered {
  readonly participant: Participant;
  readonly administration: Administration;
  /** One per site of the map, in the order of the map. */
  readonly injections: readonly Injection[];
  /** Actual time of the first injection, whichever site it was. */
  readonly anchorAt: Instant;
}

/**
 * Records a treatment session against the injection map of the trial. Every site is accounted for; giving only part is
 * representable and counts as treated. `Rejection`: those of `treat`, and `injection-site-unknown`,
 * `injection-site-twice`, `injection-site-unaccounted`, `volume-impossible`, `injection-time-missing`,
 * `injection-time-without-volume`, `deviation-unexplained`, `nothing-given`, `administration-ends-before-start`,
 * `administration-before-randomisation`, `administration-in-the-future`, `injection-outside-administration`.
 */
export function recordAdministration(
  id: string,
  participant: Participant,
  map: readonly InjectionSite[],
  report: AdministrationReport,
  now: Instant,
): Administered {
  const injections = accountForSites(map, report);
  injections.forEach(checkInjection);
  const { limb, startedAt, endedAt, operator } = report;
  const anchorAt = anchorOf(injections);
  const treated = treat(participant, anchorAt);
  checkTimes(participant, injections, report, now);

  const completeness = injections.every((i) => i.givenVolume >= i.plannedVolume) ? 'complete' : 'partial';
  const administration = {
    id,
    participantId: participant.id,
    limb,
    startedAt,
    endedAt,
    operator,
    completeness,
  } as const;
  return { participant: treated, administration, injections, anchorAt };
}

/** The actual time of the first injection. `Rejection('nothing-given')` when there was none. */
export function anchorOf(injections: readonly Pick<Injection, 'injectedAt'>[]): Instant {
  const [first] = injections.flatMap(({ injectedAt }) => injectedAt ?? []).sort(compareInstants);
  if (!first) throw new Rejection('nothing-given', { rule: 'without one injection there is no administration' });
  return first;
}

function accountForSites(map: readonly InjectionSite[], { injections }: AdministrationReport): readonly Injection[] {
  for (const { site } of injections) {
    if (!map.some(({ code }) => code === site)) {
      refuse('injection-site-unknown', site, 'a site of the injection map');
    }
  }
  return map.map(({ code, plannedVolume }) => {
    const [injection, ...again] = injections.filter(({ site }) => site === code);
    if (!injection) refuse('injection-site-unaccounted', code, 'a skipped site is recorded with volume 0 and why');
    if (again.length > 0) refuse('injection-site-twice', code, 'one record per injection site');
    return { ...injection, plannedVolume };
  });
}

function checkInjection({ site, plannedVolume, givenVolume, injectedAt, deviation }: Injection): void {
  if (!Number.isFinite(givenVolume) || givenVolume < 0) {
    refuse('volume-impossible', site, 'a volume in millilitres, 0 or more');
  }
  if (givenVolume > 0 && injectedAt === null) {
    refuse('injection-time-missing', site, 'an injection has its actual time');
  }
  if (givenVolume === 0 && injectedAt !== null) {
    refuse('injection-time-without-volume', site, 'a site where nothing was given has no time');
  }
  if (givenVolume !== plannedVolume && (deviation ?? '').trim() === '') {
    refuse('deviation-unexplained', site, 'more or less than planned needs a reason');
  }
}

function checkTimes(
  participant: Participant,
  injections: readonly Injection[],
  { startedAt, endedAt }: AdministrationReport,
  now: Instant,
): void {
  if (isBefore(endedAt, startedAt)) {
    refuse('administration-ends-before-start', 'endedAt', 'the end follows the start');
  }
  if (participant.randomisedAt !== null && isBefore(startedAt, participant.randomisedAt)) {
    refuse('administration-before-randomisation', 'startedAt', 'randomisation precedes administration');
  }
  if (isAfter(endedAt, now)) refuse('administration-in-the-future', 'endedAt', 'what is recorded has happened');
  for (const { site, injectedAt } of injections) {
    if (injectedAt !== null && (isBefore(injectedAt, startedAt) || isAfter(injectedAt, endedAt))) {
      refuse('injection-outside-administration', site, 'injections lie between start and end of the session');
    }
  }
}

function refuse(code: string, field: string, rule: string): never {
  throw new Rejection(code, { field, rule });
}
