import { strataOfPack } from './downtime-pack.js';

const severity = { code: 'severity', levels: ['a', 'b', 'c', 'd', 'e'] };
const site = { code: 'site', levels: ['ONE', 'TWO'], from: 'site' as const };
const blocks = { scheme: 'permuted-blocks', strata: [severity] } as const;

describe('the strata of a pack', () => {
  it('are those of the trial unless some are named, in the order of the trial, each once', () => {
    const at = { siteId: 'TWO', rows: 8 };
    expect(strataOfPack(blocks, at)).toEqual(severity.levels);
    expect(strataOfPack(blocks, { ...at, strata: [] })).toEqual(severity.levels);
    expect(strataOfPack(blocks, { ...at, strata: ['d', 'b', 'd'] })).toEqual(['b', 'd']);
    expect(strataOfPack({ scheme: 'simple', strata: [] }, at)).toEqual(['all']);
  });

  it('are only those of its own site where the site is a factor', () => {
    expect(strataOfPack({ ...blocks, strata: [site, severity] }, { siteId: 'TWO', rows: 8 })).toEqual(
      severity.levels.map((level) => `TWO/${level}`),
    );
  });

  it.each([
    ['method-without-reserve', { ...blocks, scheme: 'minimisation' } as const, { rows: 1 }],
    ['stratum-unknown', blocks, { rows: 1, strata: ['a', 'f'] }],
    ['stratum-unknown', { ...blocks, strata: [site] }, { rows: 1, strata: ['ONE'] }],
    ['pack-too-large', blocks, { rows: 9 }],
  ])('are refused: %s', (code, design, wanted) => {
    expect(() => strataOfPack(design, { siteId: 'TWO', ...wanted })).toThrow(
      expect.objectContaining({ code }) as Error,
    );
  });
});
