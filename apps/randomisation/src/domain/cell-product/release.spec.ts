import fc from 'fast-check';
import { releaseFindings, type ReleaseAttributes, type ReleaseLimits } from './release.js';

const limits: ReleaseLimits = {
  viabilityAtLeastPercent: 70,
  presentMarkersAtLeastPercent: 95,
  absentMarkersAtMostPercent: 2,
  endotoxinAtMost: 5,
};
const good: ReleaseAttributes = {
  viableCells: 50_000_000,
  viabilityPercent: 70,
  cd73Percent: 95,
  cd90Percent: 99.1,
  cd105Percent: 100,
  cd34Percent: 0,
  cd45Percent: 2,
  cd14Percent: 0.4,
  cd19Percent: 0,
  hlaDrPercent: 1.9,
  sterility: 'passed',
  mycoplasma: 'passed',
  endotoxin: 5,
  passage: 4,
  karyotype: 'not-done',
  hlaTyped: true,
};

describe('the release of a batch', () => {
  it('is open when every attribute lies on the good side of its limit, the limit included', () => {
    expect(releaseFindings(good, limits, true)).toEqual([]);
  });

  it.each<[keyof ReleaseAttributes, Partial<ReleaseAttributes>]>([
    ['viableCells', { viableCells: 0 }],
    ['viabilityPercent', { viabilityPercent: 69.9 }],
    ['cd73Percent', { cd73Percent: 94.9 }],
    ['cd90Percent', { cd90Percent: 0 }],
    ['cd105Percent', { cd105Percent: 94.99 }],
    ['cd34Percent', { cd34Percent: 2.1 }],
    ['cd45Percent', { cd45Percent: 3 }],
    ['cd14Percent', { cd14Percent: 2.01 }],
    ['cd19Percent', { cd19Percent: 100 }],
    ['hlaDrPercent', { hlaDrPercent: 2.5 }],
    ['sterility', { sterility: 'failed' }],
    ['mycoplasma', { mycoplasma: 'failed' }],
    ['mycoplasma', { mycoplasma: 'pending' }],
    ['endotoxin', { endotoxin: 5.1 }],
    ['karyotype', { karyotype: 'abnormal' }],
  ])('is refused for %s alone: %p', (attribute, change) => {
    expect(releaseFindings({ ...good, ...change }, limits, true)).toEqual([attribute]);
  });

  it('is open while the sterility test still runs', () => {
    const waiting: ReleaseAttributes = { ...good, sterility: 'pending' };
    expect(releaseFindings(waiting, limits, true)).toEqual([]);
  });

  it('of a batch without cells goes by what is tested in every batch, whatever else was filled in', () => {
    const percent = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(percent, percent, percent, (viabilityPercent, cd73Percent, hlaDrPercent) => {
        const made = { ...good, viabilityPercent, cd73Percent, hlaDrPercent };
        expect(releaseFindings(made, limits, false)).toEqual([]);
        expect(releaseFindings({ ...made, sterility: 'failed' }, limits, false)).toEqual(['sterility']);
      }),
    );
  });
});
