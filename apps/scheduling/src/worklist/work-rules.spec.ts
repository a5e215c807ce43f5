import { domainEvents, type DataOf, type EventContract } from '@trial/contracts';
import {
  adverseEventCandidateRaisedV2,
  clockStarted,
  localFindingFound,
  participantConsented,
  participantFoundEligible,
  participantRandomised,
  participantScreened,
  pauseProposed,
  queryAnswered,
  queryOpened,
  sponsorClockStarted,
  signatureSuperseded,
  visitDone,
  visitWindowOpened,
} from '@trial/contracts';
import { instant } from '@trial/kernel';
import { Trials } from '@trial/trial-configuration';
import { workId } from './change-work.js';
import type { Heard } from './work-rule.js';
import { workRules } from './work-rules.js';

const trial = Trials.fromFolder('deploy/trials')
  .all()
  .find(({ visits }) => visits.some(({ code }) => code === 'H48'));
if (!trial) throw new Error('no trial has a visit after 48 hours');
const at = instant('2025-03-04T09:00:00Z');
const id = '0195a1f2-0000-7000-8000-000000000001';

/** What the rules make of an event: rule, what, due. */
function begun<C extends EventContract>(contract: C, data: Partial<DataOf<C>>): string[] {
  const facts = { trialId: 'TRIAL', siteId: 'SITE', participantId: id, visitId: id, ...data };
  const heard = { data: facts, at, trial, zone: 'Europe/Amsterdam' } as unknown as Heard<EventContract>;
  return workRules
    .filter(({ begins }) => begins.contract === (contract as EventContract))
    .flatMap(({ code, begins }) => begins.of(heard).map(({ what, dueAt }) => `${code} ${what} ${dueAt.toString()}`));
}

describe('the rules of what is to be done', () => {
  it('have a code of their own, a sentence, a source and somebody who does it', () => {
    expect(new Set(workRules.map(({ code }) => code)).size).toBe(workRules.length);
    for (const { code, text, roles, source, ends } of workRules) {
      expect([code, roles.length > 0, ends.length > 0]).toEqual([code, true, true]);
      expect([code, text]).toEqual([code, expect.stringMatching(/^[A-Z].*\.$/)]);
      expect(source({ what: 'W02', visitCode: 'W02' }).length).toBeGreaterThan(10);
    }
  });

  it('lean on open events only, and none begins and ends with the same one', () => {
    for (const { begins, ends } of workRules) {
      expect(domainEvents).toEqual(expect.arrayContaining([begins.contract, ...ends.map(({ contract }) => contract)]));
      expect(ends.map(({ contract }) => contract)).not.toContain(begins.contract);
    }
  });

  it('keep safety follow-up after the end of participation, and what is owed of a visit (S20)', () => {
    const kept = workRules.filter(({ stopsWithParticipation }) => !stopsWithParticipation).map(({ kind }) => kind);
    expect(new Set(kept)).toEqual(new Set(['visit', 'sample', 'safety-report', 'query', 'signature']));
    expect(
      workRules.filter(({ kind, stopsWithParticipation }) => kind === 'safety-report' && stopsWithParticipation),
    ).toEqual([]);
  });

  it('know a thing by what it is and what it is about, and two things apart', () => {
    expect(workId('visit', id)).toBe(workId('visit', id));
    expect(workId('visit', id)).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/);
    expect(workId('visit', id)).not.toBe(workId('clock', id));
  });

  it('of enrolment go by the span of screening, the shortest evidence and the last visit before treatment', () => {
    expect(begun(participantScreened, {})).toEqual(['consent-to-take consent 2025-04-01T21:59:59.999Z']);
    expect(begun(participantConsented, { consentedAt: '2025-03-05T09:00:00Z' })).toEqual([
      'eligibility-to-sign eligibility 2025-04-02T21:59:59.999Z',
    ]);
    expect(begun(participantFoundEligible, {})).toEqual(['randomisation-to-make randomisation 2025-03-07T09:00:00Z']);
    expect(begun(participantRandomised, { randomisedAt: '2025-03-05T09:00:00Z' })).toEqual([
      'treatment-to-give treatment 2025-03-12T22:59:59.999Z',
    ]);
  });

  it('of a window ask for the visit and for each form in use that it requires', () => {
    expect(begun(visitWindowOpened, { visitCode: 'W04', closesAt: '2025-04-04T22:00:00Z' })).toEqual([
      'visit-in-window W04 2025-04-04T21:59:59.999Z',
      'participant-answers pain 2025-04-04T21:59:59.999Z',
      'participant-answers disability 2025-04-04T21:59:59.999Z',
    ]);
    expect(begun(visitWindowOpened, { visitCode: 'H48', closesAt: '2025-03-07T09:30:00Z' })).toContain(
      'visit-in-window H48 2025-03-07T09:30:00Z',
    );
  });

  it('of a visit that took place ask for its panels, but for restricted ones and what applies to some only', () => {
    const day = '2025-04-08T21:59:59.999Z';
    expect(begun(visitDone, { visitCode: 'W04', occurredAt: '2025-04-01T09:00:00Z' })).toEqual([
      `results-of-visit routine ${day}`,
      `results-of-visit vital-signs ${day}`,
      `results-of-visit biomarkers ${day}`,
    ]);
  });

  it('of a visit of which a date is known are due when they are late by every day it can mean', () => {
    const dated = { visitCode: 'W04', occurredAt: '2025-03-31T22:00:00.000Z' };
    expect(begun(visitDone, { ...dated, occurredOn: '2025-04-01' })).toContain(
      'results-of-visit routine 2025-04-08T21:59:59.999Z',
    );
    expect(begun(visitDone, { ...dated, occurredOn: '2025-04' })).toContain(
      'results-of-visit routine 2025-05-07T21:59:59.999Z',
    );
  });

  it('ask for nothing but the visit at one the trial does not plan', () => {
    expect(begun(visitDone, { visitCode: 'U01', occurredAt: '2025-04-01T09:00:00Z' })).toEqual([]);
  });

  it('of safety go by the hours of the trial and by the clock itself', () => {
    expect(begun(adverseEventCandidateRaisedV2, { adverseEventId: id, term: 'anemia' })).toEqual([
      'candidate-waits anemia 2025-03-05T09:00:00Z',
    ]);
    const clocks = [
      ['sae-to-sponsor', '2025-03-05T09:00:00.000Z', '2025-03-05T09:00:00Z'],
      ['susar-fatal', '2025-03-12T23:00:00.000Z', '2025-03-12T22:59:59.999Z'],
      ['susar-completion', '2025-03-20T23:00:00.000Z', '2025-03-20T22:59:59.999Z'],
      ['susar-other', '2025-03-20T23:00:00.000Z', '2025-03-20T22:59:59.999Z'],
    ] as const;
    for (const [clock, dueAt, last] of clocks)
      expect(begun(clockStarted, { clock, dueAt, clockId: id, adverseEventId: id })).toEqual([
        `clock-${clock} ${clock} ${last}`,
      ]);
  });

  it('of the whole trial go by their clock, each under a law of its own', () => {
    const clocks = ['urgent-safety-measure', 'serious-breach', 'benefit-risk', 'annual-report'] as const;
    for (const clock of clocks)
      expect(begun(sponsorClockStarted, { clock, clockId: id, dueAt: '2025-03-12T23:00:00.000Z' })).toEqual([
        `clock-${clock} ${clock} 2025-03-12T22:59:59.999Z`,
      ]);
    const ofTrial = workRules.filter((rule) => rule.ofTrial);
    expect(new Set(ofTrial.map(({ source }) => source({ what: '', visitCode: null }))).size).toBe(clocks.length);
  });

  it('of a proposal give a day to decide about a pause, and fourteen to hold a look', () => {
    expect(begun(pauseProposed, { kind: 'pause', rule: 'death', proposalId: id })).toEqual([
      'pause-to-decide death 2025-03-05T22:59:59.999Z',
    ]);
    expect(begun(pauseProposed, { kind: 'safety-look', rule: 'safety-look-5', proposalId: id })).toEqual([
      'safety-look-to-hold safety-look-5 2025-03-18T22:59:59.999Z',
    ]);
  });

  it('of a local finding ask for the link where nothing was proposed; a candidate is work of its own', () => {
    const finding = { findingId: id, visitCode: 'W02', item: 'impaired-function', trialVersion: 1 };
    expect(begun(localFindingFound, finding)).toEqual(['local-finding-to-link impaired-function 2025-03-05T09:00:00Z']);
    expect(begun(localFindingFound, { ...finding, adverseEventId: id })).toEqual([]);
  });

  it('of a query give the site a week to answer, and the role that asked a week to look at it', () => {
    const query = { queryId: id, askId: id, adverseEventId: id, openerRole: 'monitor' as const, field: 'grade' };
    expect(begun(queryOpened, query)).toEqual(['query-to-answer grade 2025-03-11T22:59:59.999Z']);
    expect(begun(queryOpened, { ...query, field: null })).toEqual([
      'query-to-answer adverse-event 2025-03-11T22:59:59.999Z',
    ]);
    for (const openerRole of ['monitor', 'data-manager', 'safety-physician'] as const)
      expect(begun(queryAnswered, { ...query, openerRole, answerId: id })).toEqual([
        `query-answer-${openerRole} grade 2025-03-11T22:59:59.999Z`,
      ]);
  });

  it('of a signature that was superseded give a week to sign again', () => {
    expect(
      begun(signatureSuperseded, { signatureId: id, meaning: 'seriousness-assessed', adverseEventId: id }),
    ).toEqual(['signature-to-renew seriousness-assessed 2025-03-11T22:59:59.999Z']);
  });
});
