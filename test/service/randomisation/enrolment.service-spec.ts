import { randomUUID } from 'node:crypto';
import {
  assessEligibility,
  endParticipation,
  listParticipants,
  operationsOf,
  participantConsented,
  participantRandomised,
  participantScreened,
  participantFoundEligible,
  participantScreeningFailed,
  participantTreated,
  participationEnded,
  randomiseParticipant,
  readParticipant,
  recordAdministration,
  recordConsent,
  screenParticipant,
  type Operation,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { RandomisationModule } from '../../../apps/randomisation/src/randomisation.module.js';
import { eventually } from '../../support/eventually.js';
import { unmapped } from '../../support/mapped-tables.js';
import { bootService, type BootedService } from '../../support/service.js';
import { answers, Enrolling, injections, keyed, stepTo } from './enrol.js';
import { trialsFolder } from './trial-files.js';

const HASH = 'a'.repeat(64);
const HEARD_BY_THE_VAULT = [participantConsented, participantRandomised, participantTreated, participationEnded];

describe('enrolment', () => {
  let service: BootedService;
  let umcu: Enrolling;
  const at = (participantId: string) => ({ trialId: 'MANUS', participantId });
  const who = { sites: ['UMCU'] };
  const aScreening = (more: object = {}) => ({
    trialId: 'MANUS',
    siteId: 'UMCU',
    screenedOn: '2025-03-01',
    sex: 'female' as const,
    yearOfBirth: 1970,
    ...more,
  });
  const about = <Data extends object>(data: readonly Data[], participantId: string) =>
    data.filter((fact) => 'participantId' in fact && fact.participantId === participantId);

  beforeAll(async () => {
    service = await bootService('randomisation', RandomisationModule, {
      schema: 'enrolment',
      variables: { TRIALS_FOLDER: trialsFolder() },
    });
    umcu = new Enrolling(service);
    await umcu.sealedList();
  });
  afterAll(() => service.stop());

  it('takes a participant from screening to the end of follow-up and says each step once', async () => {
    const participantId = await umcu.screened({ yearOfBirth: 1961 });
    const consent = await service.ask(recordConsent, umcu.aConsent(participantId), who);
    expect(consent).toEqual({ participantId, status: 'consented', version: 2 });
    const assessed = await service.ask(assessEligibility, { ...at(participantId), criteria: answers() }, who);
    expect(assessed).toEqual({ outcome: 'eligible', failed: [], status: 'eligible' });
    const randomised = await service.ask(randomiseParticipant, at(participantId), who);
    expect(randomised).toEqual({ participantId, status: 'randomised', randomisedAt: '2025-03-03T08:00:00.000Z' });
    await stepTo(service, '2025-03-03T10:00:00Z');
    const { administrationId, anchorAt } = await umcu.treat(participantId, '2025-03-03T09:12:00.000Z');
    expect(anchorAt).toBe('2025-03-03T09:12:00.000Z');
    const ended = { as: 'completed' as const, endedAt: '2025-03-03T10:00:00Z', reason: 'last visit done' };
    await service.ask(endParticipation, { ...at(participantId), ...ended }, who);

    const seen = await service.ask(readParticipant, at(participantId), who);
    expect(seen).toEqual({
      participantId,
      participantCode: expect.stringMatching(/^UMCU-\d{3}$/),
      siteId: 'UMCU',
      status: 'completed',
      sex: expect.any(String),
      yearOfBirth: 1961,
      trialVersion: 1,
      screenedOn: '2025-03-01',
      consentedAt: '2025-03-01T10:00:00.000Z',
      randomisedAt: '2025-03-03T08:00:00.000Z',
      treatedAt: '2025-03-03T09:12:00.000Z',
      endedAt: '2025-03-03T10:00:00.000Z',
      withdrawnFrom: [],
      randomisedInError: false,
      version: 6,
    });

    const where = { trialId: 'MANUS', siteId: 'UMCU', participantId };
    const { participantCode, sex } = seen;
    expect(about(await service.said(participantScreened), participantId)).toEqual([{ ...where, participantCode }]);
    expect(about(await service.said(participantConsented), participantId)).toEqual([
      {
        ...where,
        participantCode,
        sex,
        trialVersion: 1,
        consentVersion: '1',
        consentedAt: '2025-03-01T10:00:00.000Z',
        age: 64,
      },
    ]);
    expect(about(await service.said(participantFoundEligible), participantId)).toEqual([where]);
    expect(about(await service.said(participantRandomised), participantId)).toEqual([
      { ...where, randomisedAt: '2025-03-03T08:00:00.000Z' },
    ]);
    expect(about(await service.said(participantTreated), participantId)).toEqual([
      {
        ...where,
        participantCode,
        administrationId,
        trialVersion: 1,
        anchorAt,
        zone: 'Europe/Amsterdam',
        lastInjectionAt: '2025-03-03T09:33:00.000Z',
        operator: 'investigator-umcu',
      },
    ]);
    expect(about(await service.said(participationEnded), participantId)).toEqual([
      { ...where, as: 'completed', endedAt: '2025-03-03T10:00:00.000Z' },
    ]);
  });

  it('keeps every signed answer with the wording it was given under, and tells why screening failed', async () => {
    const participantId = await umcu.eligible('EXC1');
    const kept = await service.rows(
      `select criterion_id, criterion_version, verdict, signed_by from criterion_answer where participant_id = $1 order by criterion_id`,
      [participantId],
    );
    expect(kept).toHaveLength(11);
    expect(kept[0]).toEqual({
      criterion_id: 'EXC1',
      criterion_version: 1,
      verdict: 'met',
      signed_by: 'investigator-umcu',
    });
    expect(await service.ask(readParticipant, at(participantId), who)).toMatchObject({ status: 'screen-failed' });
    expect(about(await service.said(participantFoundEligible), participantId)).toEqual([]);
    expect(about(await service.said(participantScreeningFailed), participantId)).toEqual([
      { trialId: 'MANUS', siteId: 'UMCU', participantId, criteria: ['EXC1'] },
    ]);
  });

  it('keeps a consent that is given again as another row', async () => {
    const participantId = await umcu.consented();
    const again = { ...umcu.aConsent(participantId), consentedAt: '2025-03-02T09:00:00Z', dataUses: ['main'] };
    await service.ask(recordConsent, again, who);
    const kept = await service.rows('select granted from consent where participant_id = $1 order by signed_at', [
      participantId,
    ]);
    expect(kept).toEqual([{ granted: ['main', 'biobank'] }, { granted: ['main'] }]);
    expect(about(await service.said(participantConsented), participantId)).toHaveLength(2);
  });

  it('keeps a row for an injection site where nothing was given, and calls the session partial', async () => {
    const participantId = await umcu.randomised();
    await stepTo(service, '2025-03-03T11:00:00Z');
    const given = injections('2025-03-03T10:30:00.000Z').slice(0, 7);
    const command = { ...at(participantId), limb: 'right' as const, operator: 'surgeon-2', injections: given };
    const { administrationId } = await service.ask(recordAdministration, command, who);
    expect(
      await service.rows('select completeness, operator from administration where id = $1', [administrationId]),
    ).toEqual([{ completeness: 'partial', operator: 'surgeon-2' }]);
    const rows = await service.rows(
      `select injection_site, given_microlitres, given_at is null as skipped from injection where administration_id = $1 order by 1`,
      [administrationId],
    );
    expect(rows).toHaveLength(8);
    expect(rows[7]).toEqual({ injection_site: 'H4', given_microlitres: 0, skipped: true });
  });

  it('records a withdrawal with what goes on, and a death that becomes known later beside it', async () => {
    const participantId = await umcu.randomised();
    await stepTo(service, '2025-03-03T12:00:00Z');
    await umcu.treat(participantId, '2025-03-03T11:10:00.000Z');
    const continues = { safetyContact: true, furtherData: false, storedSamples: true };
    const endedAt = '2025-03-03T11:50:00Z';
    const withdrawal = { ...at(participantId), as: 'withdrawn' as const, endedAt, reason: 'too far', continues };
    await service.ask(endParticipation, withdrawal, who);
    expect(await service.ask(readParticipant, at(participantId), who)).toMatchObject({
      status: 'withdrawn',
      withdrawnFrom: ['visits', 'further-data'],
      safetyContact: 'agreed',
    });
    const death = { ...at(participantId), as: 'died' as const, endedAt: '2025-03-03T11:55:00Z', reason: 'register' };
    await service.ask(endParticipation, death, who);
    expect(about(await service.said(participationEnded), participantId)).toMatchObject([
      { as: 'withdrawn' },
      { as: 'died', endedAt: '2025-03-03T11:55:00.000Z' },
    ]);
  });

  it('numbers the people of a site without a gap or a repeat, however many are entered at once', async () => {
    const umcn = new Enrolling(service, 'MANUS', 'UMCN');
    const refused = umcn.screened({ screenedOn: '2031-01-01' });
    const entered = Array.from({ length: 12 }, () => umcn.screened());
    await Promise.allSettled([refused, ...entered]);

    const { items } = await service.ask(listParticipants, { trialId: 'MANUS' }, { sites: ['UMCN'] });
    expect(items.map(({ participantCode }) => participantCode)).toEqual(
      Array.from({ length: 12 }, (_, index) => `UMCN-${String(index + 1).padStart(3, '0')}`),
    );
    const first = await service.ask(listParticipants, { trialId: 'MANUS', limit: 5 }, { sites: ['UMCN'] });
    const { nextCursor = '' } = first;
    const second = await service.ask(listParticipants, { trialId: 'MANUS', cursor: nextCursor }, { sites: ['UMCN'] });
    expect([...first.items, ...second.items]).toEqual(items);
  });

  describe('refuses', () => {
    const people: Record<string, string> = {};
    const traces = () =>
      service.rows(
        `select (select count(*) from enrolment.audit_entry) as enrolled, (select count(*) from vault.audit_entry) as kept,
                (select count(*) from enrolment.command_receipt) as answered, (select sum(last) from enrolment.running_number) as numbers`,
      );

    beforeAll(async () => {
      await umcu.screened({ personHash: HASH });
      const strata = new Enrolling(service, 'STRATA');
      const oral = new Enrolling(service, 'ORAL');
      await oral.sealedList();
      Object.assign(people, {
        screened: await umcu.screened(),
        consented: await umcu.consented(),
        failed: await umcu.eligible('INC3'),
        eligible: await umcu.eligible(),
        randomised: await umcu.randomised(),
        treated: await umcu.randomised(),
        ended: await umcu.randomised(),
        stratified: await strata.eligible(),
        swallowing: await oral.randomised(),
      });
      await stepTo(service, '2025-03-03T14:00:00Z');
      await umcu.treat(people['treated'] ?? '', '2025-03-03T13:00:00.000Z');
      const lost = { as: 'lost' as const, endedAt: '2025-03-03T13:00:00Z', reason: 'no answer' };
      await service.ask(endParticipation, { ...at(people['ended'] ?? ''), ...lost }, who);
      // What the vault makes of it afterwards is no trace of a refusal.
      await eventually(async () => expect(await notHeardYet()).toEqual([]));
    });

    const notHeardYet = () =>
      service.rows(
        `select type, event_id
           from (select type, event_id from outbox_message union all select type, event_id from outbox_archive) as sent
          where type = any($1)
            and not exists (
              select 1 from vault.inbox_message as heard
               where heard.type = sent.type and heard.event_id = sent.event_id::text)`,
        [HEARD_BY_THE_VAULT.map(({ type }) => type)],
      );

    const person = (name: string) => ({ trialId: 'MANUS', participantId: people[name] ?? randomUUID() });
    const consentOf = (name: string, more: object = {}) => ({
      ...umcu.aConsent(person(name).participantId),
      consentedAt: '2025-03-02T10:00:00Z',
      ...more,
    });
    const assessmentOf = (name: string, criteria: object[] = answers()) => ({ ...person(name), criteria });
    const sessionOf = (name: string, given: object[] = injections('2025-03-03T13:00:00.000Z')) => ({
      ...person(name),
      limb: 'left',
      injections: given,
    });
    const oneInjection = (more: object) => [
      { injectionSite: 'F1', givenMicrolitres: 1_000, givenAt: '2025-03-03T13:00:00Z', ...more },
    ];
    const endOf = (name: string, as: string, more: object = {}) => ({
      ...person(name),
      as,
      endedAt: '2025-03-03T13:30:00Z',
      reason: 'because',
      ...more,
    });
    const inTrial = (trialId: string): Partial<Context> => ({ trialId });
    const stratify = (stratification: object[]) => ({ ...person('stratified'), trialId: 'STRATA', stratification });

    type Row = [code: string, what: string, operation: Operation, request: () => object, context?: Partial<Context>];
    const rows: Row[] = [
      [
        'trial-unknown',
        'a trial without a file',
        screenParticipant,
        () => aScreening({ trialId: 'NOSUCH' }),
        inTrial('NOSUCH'),
      ],
      [
        'trial-not-active-at-site',
        'a site outside the trial',
        screenParticipant,
        () => aScreening({ siteId: 'ELSE' }),
        { sites: ['ELSE'] },
      ],
      ['site-unknown', 'a site one has no role at', screenParticipant, () => aScreening({ siteId: 'LUMC' })],
      [
        'site-code-malformed',
        'a site code no participant code can begin with',
        screenParticipant,
        () => aScreening({ trialId: 'SMALL', siteId: 'lumc' }),
        { trialId: 'SMALL', sites: ['lumc'] },
      ],
      [
        'person-already-screened',
        'the same person twice',
        screenParticipant,
        () => aScreening({ personHash: HASH, siteId: 'UMCN' }),
        { sites: ['UMCN'] },
      ],
      [
        'screened-in-future',
        'a screening of tomorrow',
        screenParticipant,
        () => aScreening({ screenedOn: '2025-03-04' }),
      ],
      ['year-of-birth-impossible', 'somebody not yet born', screenParticipant, () => aScreening({ yearOfBirth: 2026 })],
      ['participant-unknown', 'a consent of nobody', recordConsent, () => consentOf('nobody')],
      [
        'trial-not-active-at-site',
        'a consent before the site was open',
        recordConsent,
        () => consentOf('screened', { consentedAt: '2021-01-01T10:00:00Z' }),
      ],
      [
        'consent-version-unknown',
        'a form that is not in force',
        recordConsent,
        () => consentOf('screened', { consentVersion: '7' }),
      ],
      [
        'data-use-unknown',
        'a use the form does not ask for',
        recordConsent,
        () => consentOf('screened', { dataUses: ['main', 'marketing'] }),
      ],
      [
        'required-use-refused',
        'taking part without the use that is required',
        recordConsent,
        () => consentOf('screened', { dataUses: ['biobank'] }),
      ],
      [
        'consent-in-future',
        'a signature of tomorrow',
        recordConsent,
        () => consentOf('screened', { consentedAt: '2025-03-04T10:00:00Z' }),
      ],
      [
        'consent-out-of-order',
        'a consent older than the one on record',
        recordConsent,
        () => consentOf('consented', { consentedAt: '2025-02-27T10:00:00Z' }),
      ],
      ['not-in-screening', 'a consent after screening failed', recordConsent, () => consentOf('failed')],
      ['not-in-follow-up', 'a consent of somebody who has left', recordConsent, () => consentOf('ended')],
      ['participant-unknown', 'an assessment of nobody', assessEligibility, () => assessmentOf('nobody')],
      ['consent-missing', 'an assessment before consent', assessEligibility, () => assessmentOf('screened')],
      [
        'criterion-unknown',
        'a criterion the trial does not have',
        assessEligibility,
        () => assessmentOf('consented', [...answers(), { criterionId: 'EXC99', answer: 'not-met' }]),
      ],
      [
        'criterion-answered-twice',
        'a second answer',
        assessEligibility,
        () => assessmentOf('consented', [...answers(), { criterionId: 'EXC1', answer: 'not-met' }]),
      ],
      [
        'criterion-unanswered',
        'a missing answer',
        assessEligibility,
        () => assessmentOf('consented', answers().slice(1)),
      ],
      [
        'criterion-unanswered',
        '"not applicable" where the criterion always applies',
        assessEligibility,
        () => assessmentOf('consented', [...answers().slice(1), { criterionId: 'INC1', answer: 'not-applicable' }]),
      ],
      [
        'evidence-missing',
        'evidence that is blank',
        assessEligibility,
        () => assessmentOf('consented', [{ criterionId: 'INC1', answer: 'met', evidence: ' ' }]),
      ],
      ['not-in-screening', 'an assessment after randomisation', assessEligibility, () => assessmentOf('randomised')],
      ['participant-unknown', 'randomising nobody', randomiseParticipant, () => person('nobody')],
      ['consent-missing', 'randomising before consent', randomiseParticipant, () => person('screened')],
      ['eligibility-not-signed', 'randomising before the assessment', randomiseParticipant, () => person('consented')],
      ['not-eligible', 'randomising after screening failed', randomiseParticipant, () => person('failed')],
      ['already-randomised', 'randomising twice', randomiseParticipant, () => person('randomised')],
      [
        'stratification-factor-unknown',
        'a factor the trial does not have',
        randomiseParticipant,
        () => ({ ...person('eligible'), stratification: [{ factor: 'age', level: 'old' }] }),
      ],
      [
        'stratification-value-missing',
        'a factor without a value',
        randomiseParticipant,
        () => stratify([]),
        inTrial('STRATA'),
      ],
      [
        'stratification-level-unknown',
        'a level the factor does not have',
        randomiseParticipant,
        () => stratify([{ factor: 'ulcers', level: 'none' }]),
        inTrial('STRATA'),
      ],
      [
        'no-sealed-list',
        'randomising without a list',
        randomiseParticipant,
        () => stratify([{ factor: 'ulcers', level: 'one' }]),
        inTrial('STRATA'),
      ],
      ['participant-unknown', 'treating nobody', recordAdministration, () => sessionOf('nobody')],
      [
        'participant-not-randomised',
        'treating somebody who is only eligible',
        recordAdministration,
        () => sessionOf('eligible'),
      ],
      ['already-treated', 'treating twice', recordAdministration, () => sessionOf('treated')],
      ['not-in-follow-up', 'treating somebody who has left', recordAdministration, () => sessionOf('ended')],
      [
        'injection-site-unknown',
        'an injection site outside the map',
        recordAdministration,
        () => sessionOf('randomised', oneInjection({ injectionSite: 'X9' })),
      ],
      [
        'injection-site-twice',
        'an injection site named twice',
        recordAdministration,
        () => sessionOf('randomised', [...oneInjection({}), ...oneInjection({})]),
      ],
      [
        'injection-in-future',
        'an injection to come',
        recordAdministration,
        () => sessionOf('randomised', oneInjection({ givenAt: '2025-03-03T14:00:00.001Z' })),
      ],
      [
        'injection-before-randomisation',
        'an injection before randomisation',
        recordAdministration,
        () => sessionOf('randomised', oneInjection({ givenAt: '2025-03-03T11:59:59Z' })),
      ],
      [
        'given-more-than-planned',
        'more than planned without a word',
        recordAdministration,
        () => sessionOf('randomised', oneInjection({ givenMicrolitres: 1_001 })),
      ],
      [
        'nothing-given',
        'a session in which nothing was given',
        recordAdministration,
        () => sessionOf('randomised', oneInjection({ givenMicrolitres: 0 })),
      ],
      [
        'product-code-unreadable',
        'the label of a product, misread',
        recordAdministration,
        () => ({ ...sessionOf('randomised'), productCode: '1234567890124' }),
      ],
      [
        'administration-not-by-injection',
        'injections in a trial of tablets',
        recordAdministration,
        () => ({ ...sessionOf('swallowing'), trialId: 'ORAL' }),
        inTrial('ORAL'),
      ],
      ['participant-unknown', 'the end of nobody', endParticipation, () => endOf('nobody', 'lost')],
      [
        'not-in-follow-up',
        'completion of somebody who was not treated',
        endParticipation,
        () => endOf('randomised', 'completed'),
      ],
      [
        'ended-in-future',
        'an end to come',
        endParticipation,
        () => endOf('treated', 'lost', { endedAt: '2025-03-04T09:30:00Z' }),
      ],
      [
        'continued-contact-missing',
        'a withdrawal that does not say what goes on',
        endParticipation,
        () => endOf('treated', 'withdrawn'),
      ],
      ['participant-unknown', 'reading nobody', readParticipant, () => person('nobody')],
      [
        'cursor-not-readable',
        'a cursor of one’s own making',
        listParticipants,
        () => ({ trialId: 'MANUS', cursor: '§' }),
      ],
    ];

    it.each(rows)('with %s, and leaves no trace: %s', async (code, _, operation, request, context = {}) => {
      const before = await traces();
      const reply = await service.send(operation, request(), { ...who, ...context });
      expect(reply).toMatchObject({ rejection: { code } });
      expect(operation.rejections).toContain(code);
      expect(await traces()).toEqual(before);
    });

    it('every refusal its contracts promise at least once', () => {
      const left = [
        screenParticipant,
        recordConsent,
        assessEligibility,
        randomiseParticipant,
        recordAdministration,
        endParticipation,
        readParticipant,
        listParticipants,
      ].flatMap(({ name, rejections }) =>
        rejections
          // What a locked database refuses stands in unblinding.service-spec.ts.
          .filter((code) => code !== 'trial-locked')
          .filter((code) => !rows.some(([refusal, , operation]) => operation.name === name && refusal === code))
          .map((code) => `${name} ${code}`),
      );
      // What leaving, the age of evidence, treatment ruled out, a pause, the list and an answer about safety contact refuse
      // stands below and in treatments, non-treatment, pauses, allocation, vault and safety-contact.service-spec.ts.
      const ofEvidence = ['unknown', 'given-twice', 'date-missing', 'in-future'];
      expect(left).toEqual([
        ...ofEvidence.map((what) => `assess-eligibility evidence-${what}`),
        ...[
          'list-exhausted',
          'consent-withdrawn',
          'evidence-expired',
          'randomisation-paused',
          'stratum-closed',
          'trial-full',
          'site-full',
          'stratum-full',
          'clock-went-back',
          'not-in-screening',
        ].map((code) => `randomise-participant ${code}`),
        'record-administration treatment-ruled-out',
        'end-participation contact-answered-before-end',
      ]);
    });

    it.each([
      ['consent-withdrawn', 'withdrawn', { safetyContact: false, furtherData: false, storedSamples: false }],
      ['not-in-screening', 'died', undefined],
    ] as const)('with %s to randomise somebody who has %s', async (code, as, continues) => {
      const participantId = await umcu.eligible();
      const end = { as, endedAt: '2025-03-03T13:00:00Z', reason: 'no', ...(continues ? { continues } : {}) };
      await service.ask(endParticipation, { ...at(participantId), ...end }, who);
      expect(await service.send(randomiseParticipant, at(participantId), who)).toMatchObject({ rejection: { code } });
    });
  });

  describe('site isolation', () => {
    it('makes a participant of another site as unknown as one that does not exist, for every operation', async () => {
      const participantId = await umcu.randomised();
      const elsewhere = { sites: ['LUMC'] };
      const requests: [Operation, object][] = [
        [recordConsent, umcu.aConsent(participantId)],
        [assessEligibility, { ...at(participantId), criteria: answers() }],
        [randomiseParticipant, at(participantId)],
        [recordAdministration, { ...at(participantId), limb: 'left', injections: injections() }],
        [endParticipation, { ...at(participantId), as: 'lost', endedAt: '2025-03-03T08:00:00Z', reason: 'gone' }],
        [readParticipant, at(participantId)],
      ];
      for (const [operation, request] of requests) {
        const foreign = await service.send(operation, request, elsewhere);
        const absent = await service.send(operation, { ...request, participantId: randomUUID() }, elsewhere);
        expect(foreign).toMatchObject({ rejection: { code: 'participant-unknown' } });
        expect(foreign).toEqual(absent);
      }
      const { items } = await service.ask(listParticipants, { trialId: 'MANUS' }, elsewhere);
      expect(items).toEqual([]);
    });
  });

  describe('a repeated request', () => {
    it('is answered with the first answer and leaves one row', async () => {
      const key = keyed();
      const first = await service.ask(screenParticipant, aScreening(), { ...who, ...key });
      const second = await service.ask(screenParticipant, aScreening(), { ...who, ...key });
      expect(second).toEqual(first);
      expect(about(await service.said(participantScreened), first.participantId)).toHaveLength(1);
    });
  });

  describe('the database', () => {
    it('has every column the code maps, in both schemas', async () => {
      expect(await unmapped(service.app)).toEqual({ randomisation: [], vault: [] });
    });

    it('keeps the audit chain of both schemas intact', async () => {
      for (const name of ['randomisation', 'vault'] as const) {
        const verified = await service.ask(
          operationsOf(name).auditVerification,
          {},
          { role: 'administrator', trialId: '' },
        );
        expect(verified).toMatchObject({ intact: true, findings: [] });
      }
    });
  });
});
