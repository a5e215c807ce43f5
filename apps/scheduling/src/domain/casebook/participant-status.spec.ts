import { statusOf, type WayThroughTrial } from './participant-status.js';

const screened: WayThroughTrial = {
  ...{ hasConsented: false, isRandomised: false, isTreated: false, screeningFailed: false, endedAs: null },
};

describe('how far a participant has come', () => {
  it.each<[string, Partial<WayThroughTrial>]>([
    ['screened', {}],
    ['consented', { hasConsented: true }],
    ['randomised', { hasConsented: true, isRandomised: true }],
    ['treated', { hasConsented: true, isRandomised: true, isTreated: true }],
    ['screening-failed', { hasConsented: true, screeningFailed: true }],
    ['completed', { isTreated: true, endedAs: 'completed' }],
    ['withdrawn', { hasConsented: true, endedAs: 'withdrawn' }],
    ['lost', { isRandomised: true, endedAs: 'lost' }],
    ['died', { isTreated: true, endedAs: 'died' }],
  ])('%s', (status, way) => {
    expect(statusOf({ ...screened, ...way })).toBe(status);
  });

  it('goes by the furthest step heard of, whichever was not heard yet', () => {
    expect(statusOf({ ...screened, isTreated: true })).toBe('treated');
    expect(statusOf({ ...screened, isRandomised: true })).toBe('randomised');
  });
});
