import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant, Rejection } from '@trial/kernel';
import { goodData, goodName, trialsFolder } from '../test/edited-trial.js';
import { InvalidTrialFile } from './invalid-trial-file.js';
import { trialFrom } from './load-trial.js';
import type { TrialConfiguration } from './trial-configuration.js';
import { Trials } from './trials.js';

const first = trialFrom(goodData, goodName);
const id = first.id;

/** A version with other dates of activation; a site without a date is not part of it. */
function version(number: number, activeFrom: Readonly<Record<string, string>>): TrialConfiguration {
  const sites = first.sites.flatMap((site) => {
    const from = activeFrom[site.code];
    return from === undefined ? [] : [{ ...site, activeFrom: from }];
  });
  return { ...first, version: number, sites };
}

const v1 = version(1, { UMCU: '2024-01-01T00:00:00+01:00', UMCN: '2024-02-01T00:00:00+01:00' });
const v2 = version(2, { UMCU: '2024-06-01T00:00:00+02:00', LUMC: '2024-06-01T00:00:00+02:00' });
const trials = new Trials([v2, v1]);

describe('the version in force', () => {
  it.each([
    ['UMCU', '2023-12-31T23:00:00Z', 1],
    ['UMCU', '2024-05-31T21:59:59.999Z', 1],
    ['UMCU', '2024-05-31T22:00:00Z', 2],
    ['UMCU', '2030-01-01T00:00:00Z', 2],
    ['UMCN', '2030-01-01T00:00:00Z', 1],
    ['LUMC', '2024-05-31T22:00:00Z', 2],
  ])('at %s at %s is %d', (site, at, expected) => {
    expect(trials.inForce(id, site, instant(at)).version).toBe(expected);
  });

  it.each([
    ['before the first activation', 'UMCU', '2023-12-31T22:59:59.999Z'],
    ['at a site that joins with version 2', 'LUMC', '2024-05-31T21:59:59.999Z'],
    ['at a site of no version', 'AMC', '2030-01-01T00:00:00Z'],
  ])('does not exist %s', (_, site, at) => {
    expect(codeOf(() => trials.inForce(id, site, instant(at)))).toBe('trial-not-active-at-site');
  });

  it('does not exist for an unknown trial', () => {
    expect(codeOf(() => trials.inForce('NONE', 'UMCU', instant('2030-01-01T00:00:00Z')))).toBe('trial-unknown');
  });
});

describe('the sites of a trial', () => {
  it('are those of every version, each once', () => {
    expect(trials.sitesOf(id).sort()).toEqual(['LUMC', 'UMCN', 'UMCU']);
  });
});

describe('the version a trial as a whole is held to', () => {
  it.each([
    ['2023-01-01T00:00:00Z', 1],
    ['2024-05-31T21:59:59.999Z', 1],
    ['2024-05-31T22:00:00Z', 2],
  ])('at %s is %d: the newest any site works by, and the first before that', (at, expected) => {
    expect(trials.inForceAnywhere(id, instant(at)).version).toBe(expected);
  });

  it('does not exist for an unknown trial', () => {
    expect(codeOf(() => trials.inForceAnywhere('NONE', instant('2030-01-01T00:00:00Z')))).toBe('trial-unknown');
  });
});

describe('the version a participant goes by', () => {
  const amended = (configuration: TrialConfiguration, reconsent: 'required' | 'not-required'): TrialConfiguration => ({
    ...configuration,
    amendment: { reconsent, summary: 'a change' },
  });
  const v3 = version(3, { UMCU: '2024-09-01T00:00:00+02:00' });
  const v4 = version(4, { UMCU: '2024-10-01T00:00:00+02:00' });
  const going = (second: TrialConfiguration) =>
    new Trials([v1, second, amended(v3, 'not-required'), amended(v4, 'required')]);
  const late = '2030-01-01T00:00:00Z';

  it.each([
    ['consented to the first', going(amended(v2, 'not-required')), 'UMCU', 1, '2024-05-31T21:59:59.999Z', 1],
    [
      'a version that asks for nothing, once the site works by it',
      going(amended(v2, 'not-required')),
      'UMCU',
      1,
      '2024-05-31T22:00:00Z',
      2,
    ],
    [
      'several of them, one after the other, up to the one that asks for consent',
      going(amended(v2, 'not-required')),
      'UMCU',
      1,
      late,
      3,
    ],
    ['none at a site that never works by it', going(amended(v2, 'not-required')), 'UMCN', 1, late, 1],
    ['none beyond one that asks for consent', going(amended(v2, 'required')), 'UMCU', 1, late, 1],
    ['none beyond one that says nothing of it', going(v2), 'UMCU', 1, late, 1],
    ['those after the one consented to', going(v2), 'UMCU', 2, late, 3],
    ['the one that asked for consent, consented to', going(v2), 'UMCU', 4, late, 4],
  ])('is %s', (_, versions, site, consented, at, expected) => {
    expect(versions.goneBy(id, site, consented, instant(at)).version).toBe(expected);
  });
});

describe('trials', () => {
  it('are found by id in their newest version, and by id and number in any', () => {
    expect(trials.get(id).version).toBe(2);
    expect(trials.version(id, 1)).toBe(v1);
    expect(trials.all()).toEqual([v2]);
  });

  it('are refused when they do not exist', () => {
    expect(codeOf(() => trials.get('NONE'))).toBe('trial-unknown');
    expect(codeOf(() => trials.version('NONE', 1))).toBe('trial-unknown');
    expect(codeOf(() => trials.version(id, 3))).toBe('trial-version-unknown');
  });

  it('are read from a folder, each under its own id', () => {
    expect(
      Trials.fromFolder(trialsFolder)
        .all()
        .map((trial) => trial.id),
    ).toEqual([id, 'TOFA-SSC', 'UPSIDE']);
  });

  it('count their versions from 1 without a gap or a repeat', () => {
    expect(() => new Trials([v2])).toThrow(
      `${id}, all versions is not a valid trial file:\n  version: version 1 is missing or repeated`,
    );
    expect(() => new Trials([v1, v1])).toThrow('version: version 2 is missing or repeated');
  });

  it('are masked in every version or in none, and masked when in doubt', () => {
    const open = { ...v1, masking: { masked: false, parties: [] } };
    expect(new Trials([v1, v2]).isMasked(id)).toBe(true);
    expect(new Trials([open]).isMasked(id)).toBe(false);
    expect(codeOf(() => new Trials([open]).isMasked('NONE'))).toBe('trial-unknown');
    for (const [first, second] of [
      [v1, { ...open, version: 2, sites: v2.sites }],
      [open, v2],
    ] as const)
      expect(() => new Trials([first, second])).toThrow(
        'masking.masked: a trial is masked in every version or in none',
      );
  });

  it('become active at a site in the order of their versions', () => {
    const early = version(2, { UMCU: '2024-01-01T00:00:00+01:00' });
    expect(() => new Trials([v1, early])).toThrow(
      'sites.UMCU.activeFrom: version 2 must become active after the versions before it',
    );
  });
});

describe('a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trials-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('without trial files is refused, and so is one with a bad file', () => {
    expect(() => Trials.fromFolder(folder)).toThrow('(folder): holds no trial file');
    writeFileSync(join(folder, 'notes.txt'), 'not read');
    writeFileSync(join(folder, 'bad.v1.yaml'), 'id: BAD');
    expect(() => Trials.fromFolder(folder)).toThrow(InvalidTrialFile);
  });
});

function codeOf(ask: () => unknown): string {
  try {
    ask();
    return 'none';
  } catch (error) {
    return error instanceof Rejection ? error.code : 'other';
  }
}
