import { instant, plainDate } from '@trial/kernel';
import {
  checkConsentPrecedes,
  consentAt,
  giveConsent,
  mayUse,
  needsConsent,
  type Consent,
  type ConsentForm,
} from './consent.js';
import { randomise, recordEligibility, screen, type ParticipantStatus } from './participant.js';

/** Jest sees no difference between two Temporal values; between their texts it does. */
function asText(value: unknown): object {
  const text: object = JSON.parse(JSON.stringify(value));
  return text;
}

const now = instant('2026-03-02T12:00:00Z');
const screening = {
  trialId: 'trial',
  siteId: 'UMCU',
  code: 'UMCU-001',
  yearOfBirth: 1970,
  sex: 'female',
  screenedOn: plainDate('2026-02-20'),
} as const;
const screened = screen('participant', screening, 'Europe/Amsterdam', now);
const form: ConsentForm = {
  version: '1.0',
  uses: [
    { code: 'main', required: true },
    { code: 'biobank', required: false },
  ],
};
const signed: Consent = {
  participantId: 'participant',
  formVersion: '1.0',
  granted: ['main'],
  signedAt: instant('2026-03-02T11:00:00Z'),
  takenBy: 'investigator',
};
const give = (change: Partial<Consent> = {}, earlier: readonly Consent[] = []) =>
  giveConsent(screened, { ...signed, ...change }, form, 1, earlier, now);

describe('consent', () => {
  it('moves a screened participant on and fixes the trial version', () => {
    expect(asText(give())).toEqual(
      asText({ ...screened, status: 'consented', consentedAt: signed.signedAt, trialVersion: 1 }),
    );
  });

  it('to an amended form keeps status and first signature and takes over the new trial version', () => {
    const randomised = randomise(recordEligibility(give(), { outcome: 'eligible' }, now), now);
    const amended = { ...form, version: '2.0' };
    const again = { ...signed, formVersion: '2.0', signedAt: now };
    expect(asText(giveConsent(randomised, again, amended, 2, [signed], now))).toEqual(
      asText({ ...randomised, trialVersion: 2 }),
    );
  });

  it.each<[string, Partial<Consent>]>([
    ['consent-version-unknown', { formVersion: '0.9' }],
    ['data-use-unknown', { granted: ['main', 'advertising'] }],
    ['required-use-refused', { granted: ['biobank'] }],
    ['consent-in-future', { signedAt: now.add({ milliseconds: 1 }) }],
  ])('is refused: %s', (expected, change) => {
    expect(() => give(change)).toThrow(expect.objectContaining({ code: expected }));
  });

  it('is not given at or before the time of an earlier one', () => {
    expect(() => give({}, [signed])).toThrow(expect.objectContaining({ code: 'consent-out-of-order' }));
  });

  it('is not taken from somebody who failed screening', () => {
    expect(() => giveConsent({ ...screened, status: 'screen-failed' }, signed, form, 1, [], now)).toThrow(
      expect.objectContaining({ code: 'not-in-screening' }),
    );
  });

  it.each<ParticipantStatus>(['completed', 'withdrawn', 'lost', 'died'])(
    'is not taken from somebody who is %s',
    (status) => {
      expect(() => giveConsent({ ...screened, status }, signed, form, 1, [], now)).toThrow(
        expect.objectContaining({ code: 'not-in-follow-up' }),
      );
    },
  );

  it('is needed until the form in force is signed', () => {
    const newer = { ...signed, formVersion: '2.0', signedAt: now };
    expect(needsConsent([], form)).toBe(true);
    expect(needsConsent([signed], form)).toBe(false);
    expect(needsConsent([newer, signed], { ...form, version: '2.0' })).toBe(false);
    expect(needsConsent([newer, signed], form)).toBe(true);
  });

  it('allows the uses granted last, whichever order the consents are read in', () => {
    const changedMind = { ...signed, granted: ['main', 'biobank'], signedAt: now };
    expect(mayUse([signed], 'biobank')).toBe(false);
    expect(mayUse([changedMind, signed], 'biobank')).toBe(true);
    expect(mayUse([], 'main')).toBe(false);
  });

  it('holds from its signature until the next, whichever order the consents are read in', () => {
    const again = { ...signed, signedAt: now };
    const standing = (at: string) => consentAt([again, signed], instant(at))?.signedAt.toString();
    expect(standing('2026-03-02T10:00:00Z')).toBe('2026-03-02T11:00:00Z');
    expect(standing('2026-03-02T11:59:59.999Z')).toBe('2026-03-02T11:00:00Z');
    expect(standing('2026-03-02T12:00:00Z')).toBe('2026-03-02T12:00:00Z');
    expect(consentAt<Consent>([], now)).toBeUndefined();
  });

  it('comes before every trial procedure', () => {
    const consented = give();
    expect(() => checkConsentPrecedes(consented, signed.signedAt)).not.toThrow();
    expect(() => checkConsentPrecedes(consented, signed.signedAt.subtract({ milliseconds: 1 }))).toThrow(
      expect.objectContaining({ code: 'procedure-before-consent' }),
    );
    expect(() => checkConsentPrecedes(screened, now)).toThrow(expect.objectContaining({ code: 'consent-missing' }));
  });
});
