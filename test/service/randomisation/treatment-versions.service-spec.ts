import {
  assessEligibility,
  correctTreatmentTime,
  doseGiven,
  participantTreated,
  randomiseParticipant,
  readParticipant,
  recordAdministration,
  recordConsent,
  recordDose,
  treatmentCorrected,
} from '@trial/contracts';
import { RandomisationModule } from '../../../apps/randomisation/src/randomisation.module.js';
import { bootService, type BootedService } from '../../support/service.js';
import { answers, Enrolling, injections, stepTo } from './enrol.js';
import { treatmentTrialsFolder } from './treatment-trials.js';

/** When a second version that asks for new consent had been in force for weeks. */
const SIGNED_AT = '2025-05-10T10:00:00.000Z';
const BEFORE = '2025-05-10T08:00:00.000Z';
const AFTER = '2025-05-10T11:00:00.000Z';
const ENTERED_AT = '2025-05-10T14:00:00Z';

const SESSION_OF = {
  1: { trial_version: 1, completeness: 'complete' },
  2: { trial_version: 2, completeness: 'partial' },
};

describe('the version a treatment goes by', () => {
  let service: BootedService;
  let injected: Enrolling;
  let tablets: Enrolling;
  let atHome: string;
  beforeAll(async () => {
    service = await bootService('randomisation', RandomisationModule, {
      schema: 'enrolment',
      variables: { TRIALS_FOLDER: treatmentTrialsFolder() },
    });
    injected = new Enrolling(service, 'RECONSENTED');
    tablets = new Enrolling(service, 'RECONSENTED-TABLETS');
    for (const site of [injected, tablets]) await site.sealedList();
    atHome = await tablets.randomised();
  });
  afterAll(() => service.stop());

  const signAgain = (site: Enrolling, participantId: string) =>
    service.ask(recordConsent, { ...site.aConsent(participantId), consentedAt: SIGNED_AT }, site.who);
  const of = <Data extends { participantId: string }>(data: readonly Data[], participantId: string) =>
    data.filter((fact) => fact.participantId === participantId);
  const session = async (participantId: string) => {
    const [row] = await service.rows(
      'select trial_version, completeness, expired_evidence from administration where participant_id = $1',
      [participantId],
    );
    return row;
  };
  const planned = (participantId: string) =>
    service.rows(
      `select planned_microlitres as planned, count(*)::integer as points from injection
        where participant_id = $1 group by planned_microlitres order by 1`,
      [participantId],
    );
  const correct = async ({ trialId, who }: Enrolling, participantId: string, anchorAt: string) => {
    const { version: expectedVersion } = await service.ask(readParticipant, { trialId, participantId }, who);
    const correction = { trialId, participantId, anchorAt, expectedVersion, reason: 'the clock of the ward was wrong' };
    return service.ask(correctTreatmentTime, correction, who);
  };

  it('is the one consented to when it was given, though a later one was signed before it was entered', async () => {
    const { trialId } = injected;
    const people = [await injected.consented(), await injected.consented(), await injected.consented()] as const;
    const evidence = [{ code: 'pregnancy-test', takenAt: '2025-05-08T09:00:00Z' }];
    await stepTo(service, '2025-05-08T12:00:00Z');
    for (const participantId of people) {
      const assessment = { trialId, participantId, criteria: answers(), evidence };
      await service.ask(assessEligibility, assessment, injected.who);
      await service.ask(randomiseParticipant, { trialId, participantId }, injected.who);
    }
    await stepTo(service, ENTERED_AT);
    for (const participantId of people) await signAgain(injected, participantId);

    const [before, after, begunInVain] = people;
    await injected.treat(before, BEFORE);
    await injected.treat(after, AFTER);
    expect(await session(before)).toEqual({ ...SESSION_OF[1], expired_evidence: null });
    const expired = [{ code: 'pregnancy-test', taken: '2025-05-08T09:00:00Z', age: '3000 minutes', limit: '24 hours' }];
    expect(await session(after)).toEqual({ ...SESSION_OF[2], expired_evidence: expired });
    const told = await service.said(participantTreated);
    expect([...of(told, before), ...of(told, after)].map(({ trialVersion }) => trialVersion)).toEqual([1, 2]);

    // A point that got nothing begins no session.
    const [nothing, ...given] = injections(AFTER);
    const attempt = [{ ...nothing, injectionSite: 'F1', givenMicrolitres: 0, givenAt: BEFORE }, ...given];
    const request = { trialId, participantId: begunInVain, limb: 'left' as const, injections: attempt };
    await service.ask(recordAdministration, request, injected.who);
    expect(await session(begunInVain)).toMatchObject(SESSION_OF[2]);

    await correct(injected, before, '2025-05-10T08:30:00.000Z');
    expect(await session(before)).toEqual({ ...SESSION_OF[1], expired_evidence: null });
    await correct(injected, before, SIGNED_AT);
    await correct(injected, after, '2025-05-10T09:59:59.999Z');
    expect(await session(before)).toMatchObject({ ...SESSION_OF[2], expired_evidence: [{ age: '2940 minutes' }] });
    expect(await planned(before)).toEqual([{ planned: 2_000, points: 9 }]);
    expect(await session(after)).toEqual({ ...SESSION_OF[1], expired_evidence: null });
    expect(await planned(after)).toEqual([
      { planned: 0, points: 1 },
      { planned: 1_000, points: 8 },
    ]);
    const corrected = await service.said(treatmentCorrected);
    expect(of(corrected, before).map(({ trialVersion }) => trialVersion)).toEqual([1, 2]);
    expect(of(corrected, after).map(({ trialVersion }) => trialVersion)).toEqual([1]);
  });

  it('is that of its own moment for every dose', async () => {
    await stepTo(service, ENTERED_AT);
    await signAgain(tablets, atHome);
    const dose = (givenAt: string, amount: number) =>
      service.send(recordDose, { trialId: tablets.trialId, participantId: atHome, amount, givenAt }, tablets.who);
    // Fifteen is within the limits of the second version alone.
    expect(await dose(BEFORE, 15)).toMatchObject({ rejection: { code: 'given-more-than-planned' } });
    expect(await dose(BEFORE, 5)).toHaveProperty('ok');
    expect(await dose('2025-05-10T09:00:00Z', 15)).toMatchObject({ rejection: { code: 'given-more-than-planned' } });
    expect(await dose(AFTER, 15)).toHaveProperty('ok');
    expect(of(await service.said(participantTreated), atHome)).toMatchObject([{ trialVersion: 1 }]);
    expect(of(await service.said(doseGiven), atHome)).toMatchObject([{ trialVersion: 2 }]);

    await correct(tablets, atHome, SIGNED_AT);
    expect(
      await service.rows('select trial_version from dose where participant_id = $1 order by given_at', [atHome]),
    ).toEqual([{ trial_version: 2 }, { trial_version: 2 }]);
  });
});
