import { instant } from '@trial/kernel';
import { refuseAfterEnd, type Participant } from './participant.js';

const participant: Participant = {
  id: 'p1',
  trialId: 'trial-1',
  siteId: 'site-1',
  trialVersion: 1,
  sex: 'female',
  ageYears: 40,
  anchorAt: null,
  endedAt: instant('2026-03-09T10:00:00Z'),
};

describe('the end of participation', () => {
  it('lets results of specimens collected up to it come in', () => {
    expect(() => refuseAfterEnd(participant, instant('2026-03-09T10:00:00Z'))).not.toThrow();
  });

  it('refuses a specimen collected later', () => {
    expect(() => refuseAfterEnd(participant, instant('2026-03-09T10:00:00.001Z'))).toThrow('participation-ended');
  });

  it('refuses nothing before it has come', () => {
    expect(() => refuseAfterEnd({ ...participant, endedAt: null }, instant('2036-01-01T00:00:00Z'))).not.toThrow();
  });
});
