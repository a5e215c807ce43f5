import { instant, plainDate, type Instant } from '@trial/kernel';
import {
  conceptionBy,
  correctPregnancy,
  isReportLate,
  mustBeAgreedTo,
  mustBeKnown,
  mustBeOnePregnancy,
  mustGoOn,
  mustTellOfAnomaly,
  needsAdverseEvent,
  nextFollowUp,
  type Pregnancy,
} from './pregnancy.js';

const zone = 'Europe/Amsterdam';
const now = instant('2025-03-10T08:00:00Z');
const today = plainDate('2025-03-10');

const pregnancy = (more: Partial<Pregnancy> = {}): Pregnancy => ({
  ...{ id: 'g1', trialId: 'T', siteId: 'S', participantId: 'p1', trialVersion: 1, whose: 'participant' },
  ...{ lastPeriodOn: '2025-01-10', conceivedOn: '2025-01-24', expectedOn: '2025-10-17', partnerConsent: null },
  ...{ outcome: 'ongoing', endedOn: null, congenitalAnomaly: null, awareAt: instant('2025-03-09T10:00:00Z') },
  ...{ dueAt: instant('2025-03-10T10:00:00Z'), receivedAt: null, followUpOn: '2025-10-17', followUpId: 'f1' },
  ...{ anomalyId: null, adverseEventId: null, recordedAt: now, version: 1, ...more },
});
const ofPartner = (more: Partial<Pregnancy> = {}) => pregnancy({ whose: 'partner', partnerConsent: 'given', ...more });
const refuses = (act: () => void, code: string, field?: string): void => {
  const told = field === undefined ? {} : { details: expect.objectContaining({ field }) };
  expect(act).toThrow(expect.objectContaining({ code, ...told }));
};
const check = (facts: Pregnancy) => () => mustBeOnePregnancy(facts, zone, today);

describe('what is said of a pregnancy', () => {
  it.each([
    ['whole days in order', pregnancy()],
    ['nothing that is known', pregnancy({ lastPeriodOn: null, conceivedOn: null, expectedOn: null })],
    ['a month and a year that may be in order', pregnancy({ lastPeriodOn: '2025-01', conceivedOn: '2025' })],
    ['of a partner, with their answer', ofPartner({ partnerConsent: 'refused' })],
    [
      'that nobody will learn how the one of a partner ended',
      ofPartner({ partnerConsent: 'refused', outcome: 'unknown' }),
    ],
    ['an end of today', pregnancy({ outcome: 'ectopic', endedOn: '2025-03-10' })],
  ])('may be %s', (_, facts) => {
    expect(check(facts)).not.toThrow();
  });

  it.each([
    ['conception before the last period', pregnancy({ conceivedOn: '2025-01-09' }), 'lastPeriodOn'],
    ['a last period after the awareness', pregnancy({ lastPeriodOn: '2025-03-10', conceivedOn: null }), 'lastPeriodOn'],
    ['a conception after the awareness', pregnancy({ conceivedOn: '2025-03-10' }), 'conceivedOn'],
    ['delivery expected before conception', pregnancy({ expectedOn: '2025-01-23' }), 'expectedOn'],
    [
      'delivery expected before the last period',
      pregnancy({ conceivedOn: null, expectedOn: '2025-01-09' }),
      'expectedOn',
    ],
    ['an end before conception', pregnancy({ outcome: 'ectopic', endedOn: '2025-01-23' }), 'endedOn'],
  ])('is not %s', (_, facts, field) => {
    refuses(check(facts), 'pregnancy-dates-contradict', field);
  });

  it('is no end to come', () => {
    refuses(check(pregnancy({ outcome: 'ectopic', endedOn: '2025-03-11' })), 'end-in-future');
  });

  it.each([
    ['of a partner without their answer', ofPartner({ partnerConsent: null })],
    ['an answer of a partner who is not pregnant', pregnancy({ partnerConsent: 'given' })],
    ['how the one of a partner ended who refused', ofPartner({ partnerConsent: 'refused', outcome: 'live-birth' })],
    [
      'how the one of a partner ended who was not asked',
      ofPartner({ partnerConsent: 'not-asked', outcome: 'ectopic' }),
    ],
  ])('is nothing %s', (_, facts) => {
    refuses(check(facts), 'partner-consent-missing');
  });

  it('is not learned of a partner who has not agreed', () => {
    refuses(() => mustBeAgreedTo(ofPartner({ partnerConsent: 'not-asked' })), 'partner-consent-missing');
    expect(() => mustBeAgreedTo(ofPartner())).not.toThrow();
    expect(() => mustBeAgreedTo(pregnancy())).not.toThrow();
  });

  it('is not known before it is', () => {
    expect(() => mustBeKnown('awareAt', now, now)).not.toThrow();
    refuses(() => mustBeKnown('awareAt', now.add({ milliseconds: 1 }), now), 'awareness-in-future', 'awareAt');
  });

  it('is nothing more once it ended', () => {
    expect(() => mustGoOn(pregnancy())).not.toThrow();
    refuses(() => mustGoOn(pregnancy({ outcome: 'unknown' })), 'pregnancy-ended');
  });
});

describe('a correction', () => {
  it('changes what it says and nothing else', () => {
    expect(correctPregnancy(pregnancy(), { conceivedOn: '2025-01-25' })).toEqual(
      pregnancy({ conceivedOn: '2025-01-25' }),
    );
  });

  it('is none of what stands there', () => {
    refuses(() => correctPregnancy(pregnancy(), { conceivedOn: '2025-01-24' }), 'nothing-to-revise');
    refuses(() => correctPregnancy(pregnancy(), {}), 'nothing-to-revise');
  });

  it.each([{ outcome: 'ectopic' }, { endedOn: '2025-03-01' }, { congenitalAnomaly: 'no' }] as const)(
    'is no ending of one that goes on: %j',
    (told) => {
      refuses(() => correctPregnancy(pregnancy(), told), 'pregnancy-goes-on');
    },
  );

  const ended = pregnancy({
    outcome: 'live-birth',
    endedOn: '2025-03',
    congenitalAnomaly: 'yes',
    adverseEventId: 'a1',
  });

  it('leaves nothing of an ending that was of another', () => {
    expect(correctPregnancy(ended, { outcome: 'ongoing' })).toEqual(pregnancy());
    refuses(() => correctPregnancy(ended, { outcome: 'ongoing', endedOn: '2025-02' }), 'pregnancy-goes-on', 'outcome');
    refuses(() => correctPregnancy(pregnancy(), { outcome: 'ongoing' }), 'nothing-to-revise');
  });

  it('moves the awareness, but not behind the receipt', () => {
    const [before, after] = ['09:00', '11:00'].map((hour) => instant(`2025-03-09T${hour}:00Z`)) as [Instant, Instant];
    expect(correctPregnancy(pregnancy(), { awareAt: before }).awareAt).toBe(before);
    refuses(() => correctPregnancy(pregnancy(), { awareAt: pregnancy().awareAt }), 'nothing-to-revise');
    const received = pregnancy({ receivedAt: instant('2025-03-09T10:30:00Z') });
    refuses(() => correctPregnancy(received, { awareAt: after }), 'received-before-awareness', 'awareAt');
  });
});

describe('the site asks next', () => {
  it.each([
    ['on the expected day', pregnancy(), undefined, '2025-10-17'],
    ['at the end of an expected month', pregnancy({ expectedOn: '2025-10' }), undefined, '2025-10-31'],
    ['in four weeks where that day is past', pregnancy({ expectedOn: '2025-03-10' }), undefined, '2025-04-07'],
    ['in four weeks where no day is expected', pregnancy({ expectedOn: null }), undefined, '2025-04-07'],
    ['when it says itself', pregnancy(), '2025-04-01', '2025-04-01'],
    ['never when it ended', pregnancy({ outcome: 'ectopic' }), undefined, null],
    ['never a partner who refused', ofPartner({ partnerConsent: 'refused' }), undefined, null],
    [
      'a partner who was not asked, whether they agree',
      ofPartner({ partnerConsent: 'not-asked' }),
      undefined,
      '2025-10-17',
    ],
  ])('%s', (_, facts, askAgainOn, expected) => {
    expect(nextFollowUp(facts, today, askAgainOn)).toBe(expected);
  });

  it('not today and not before', () => {
    refuses(() => nextFollowUp(pregnancy(), today, '2025-03-10'), 'follow-up-not-ahead');
  });
});

describe('a congenital anomaly', () => {
  it('needs an adverse event until one is linked', () => {
    expect(needsAdverseEvent(pregnancy({ congenitalAnomaly: 'yes' }))).toBe(true);
    expect(needsAdverseEvent(pregnancy({ congenitalAnomaly: 'yes', adverseEventId: 'e1' }))).toBe(false);
    expect(needsAdverseEvent(pregnancy({ congenitalAnomaly: 'unknown' }))).toBe(false);
  });

  it.each([
    ['no anomaly on record', 'no', 'confirmed', ['congenital-anomaly']],
    ['an event that is serious for another reason', 'yes', 'confirmed', ['hospitalisation']],
    ['an event nobody has confirmed', 'yes', 'candidate', ['congenital-anomaly']],
  ] as const)('is not %s', (_, congenitalAnomaly, status, seriousness) => {
    refuses(
      () => mustTellOfAnomaly(pregnancy({ congenitalAnomaly }), { status, seriousness }),
      'no-congenital-anomaly',
    );
  });

  it('is a confirmed event that is serious by it', () => {
    const event = { status: 'confirmed', seriousness: ['congenital-anomaly'] } as const;
    expect(() => mustTellOfAnomaly(pregnancy({ congenitalAnomaly: 'yes' }), event)).not.toThrow();
  });
});

describe('conception and the day of treatment', () => {
  const on = plainDate('2025-02-17');
  it.each([
    ['before', '2025-02-16', null, 'before-treatment'],
    ['the day itself', '2025-02-17', null, 'unclear'],
    ['after', '2025-02-18', null, 'after-treatment'],
    ['in the same month', '2025-02', null, 'unclear'],
    ['in the month before', '2025-01', null, 'before-treatment'],
    ['fourteen days after a last period', null, '2025-02-03', 'unclear'],
    ['by the last period before', null, '2025-02-02', 'before-treatment'],
    ['by the last period after', null, '2025-02-04', 'after-treatment'],
    ['unknown', null, null, 'unclear'],
  ] as const)('%s', (_, conceivedOn, lastPeriodOn, expected) => {
    expect(conceptionBy({ conceivedOn, lastPeriodOn }, on)).toBe(expected);
  });

  it('of somebody who was not treated', () => {
    expect(conceptionBy({ conceivedOn: '2025-02', lastPeriodOn: null }, null)).toBe('not-treated');
  });
});

it('is reported in time at the last instant of its hours', () => {
  expect(isReportLate(pregnancy(), instant('2025-03-10T10:00:00Z'))).toBe(false);
  expect(isReportLate(pregnancy(), instant('2025-03-10T10:00:00.001Z'))).toBe(true);
});
