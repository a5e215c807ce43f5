import { instant, plainDate } from '@trial/kernel';
import { randomiseInDowntime } from './downtime-randomisation.js';
import { randomise, type Participant } from './participant.js';

const consentedAt = instant('2025-03-01T10:00:00Z');
const now = instant('2025-03-03T08:00:00Z');
const eligible: Participant = {
  id: '0195a1f2-0000-7000-8000-000000000001',
  trialId: 'TRIAL',
  siteId: 'SITE',
  code: 'SITE-001',
  yearOfBirth: 1970,
  sex: 'female',
  status: 'eligible',
  screenedOn: plainDate('2025-03-01'),
  consentedAt,
  trialVersion: 1,
  randomisedAt: null,
  randomisedInError: false,
  treatedAt: null,
  treatmentRuledOutAt: null,
  endedAt: null,
  withdrawnFrom: [],
  safetyContact: null,
};
const codeOf = (attempt: () => unknown): unknown => {
  try {
    return attempt();
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

describe('a randomisation that is entered after an outage', () => {
  it.each(['2025-03-01T10:00:00Z', '2025-03-02T23:00:00Z', '2025-03-03T08:00:00Z'])(
    'happened when the paper log says: %s',
    (at) => {
      expect(randomiseInDowntime(eligible, instant(at), now)).toEqual(randomise(eligible, instant(at)));
    },
  );

  it.each<[string, Partial<Participant>, string]>([
    ['randomised-in-future', {}, '2025-03-03T08:00:00.001Z'],
    ['randomised-before-consent', {}, '2025-03-01T09:59:59.999Z'],
    ['eligibility-not-signed', { status: 'consented' }, '2025-03-02T08:00:00Z'],
    ['not-eligible', { status: 'screen-failed' }, '2025-03-02T08:00:00Z'],
    ['consent-missing', { status: 'screened', consentedAt: null }, '2025-03-02T08:00:00Z'],
    ['consent-withdrawn', { status: 'withdrawn' }, '2025-03-02T08:00:00Z'],
    ['already-randomised', { status: 'randomised', randomisedAt: now }, '2025-03-02T08:00:00Z'],
  ])('waives nothing: %s', (code, more, at) => {
    expect(codeOf(() => randomiseInDowntime({ ...eligible, ...more }, instant(at), now))).toBe(code);
  });
});
