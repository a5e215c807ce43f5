import { NotYet, Rejection } from './rejection.js';

describe('a rejection', () => {
  it('says its code, the field and the rule it broke', () => {
    const rejection = new Rejection('participant-not-randomised', {
      field: 'participantId',
      rule: 'treatment follows randomisation',
    });
    expect(rejection).toMatchObject({
      name: 'Rejection',
      code: 'participant-not-randomised',
      message: 'participant-not-randomised: treatment follows randomisation',
      details: { field: 'participantId', rule: 'treatment follows randomisation' },
    });
  });

  it('is its code alone when there is nothing to add', () => {
    expect(new Rejection('participant-unknown')).toMatchObject({ message: 'participant-unknown', details: {} });
  });
});

describe('a fact that has not arrived', () => {
  it('is worth another try, unlike a rejection', () => {
    const missing = new NotYet('participant 0195');
    expect(missing).not.toBeInstanceOf(Rejection);
    expect(missing).toMatchObject({
      name: 'NotYet',
      missing: 'participant 0195',
      message: 'not yet known: participant 0195',
    });
  });
});
