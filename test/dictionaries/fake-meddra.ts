import type { ReleaseTexts } from '../../apps/safety/src/domain/meddra/release-files.js';

/** A term of the fabricated dictionary: its code, its name, the preferred term above it, and whether it is current. */
type Lowest = readonly [code: string, name: string, preferred: string, current: 'Y' | 'N'];
/** A preferred term with the organ class above it. */
type Preferred = readonly [code: string, name: string, organClass: string];

export const BLUE = '99990001';
export const OLD_BLUE = '99990002';
export const GREEN = '99990003';
export const HUM = '99990004';
export const ECHO = '99990005';

const CLASSES = [
  ['99990901', 'Invented disorders'],
  ['99990902', 'Made-up disorders'],
] as const;

const preferredTerms: readonly Preferred[] = [
  ['99990301', 'Blue itching', '99990901'],
  ['99990302', 'Green itching', '99990901'],
  ['99990303', 'Humming', '99990902'],
];

const lowestTerms: readonly Lowest[] = [
  [BLUE, 'Blue oedematous itch', '99990301', 'Y'],
  [OLD_BLUE, 'Azure itch', '99990301', 'N'],
  [GREEN, 'Green itch', '99990302', 'Y'],
  [HUM, 'Hum', '99990303', 'Y'],
  [ECHO, 'Humming echo', '99990303', 'Y'],
];

/**
 * The fabricated mini-dictionary: invented terms under codes from 9999, which no dictionary has. Files have the form of a
 * release (fields between dollar signs); the groups between term and organ class are one each.
 */
export function fakeRelease(
  lowest: readonly Lowest[] = lowestTerms,
  preferred: readonly Preferred[] = preferredTerms,
): ReleaseTexts {
  const file = (rows: readonly (readonly string[])[]) => rows.map((row) => `${row.join('$')}$\n`).join('');
  const way = ([code, name, organClass]: Preferred) => [code, '99990601', '99990701', organClass, name, '', '', ''];
  return {
    'soc.asc': file(CLASSES.map(([code, name]) => [code, name, 'Inv', '', ''])),
    'hlgt.asc': file([['99990701', 'Group of inventions', '', '']]),
    'hlt.asc': file([['99990601', 'Inventions', '', '']]),
    'pt.asc': file(preferred.map(([code, name, organClass]) => [code, name, '', organClass, '', ''])),
    'llt.asc': file(lowest.map(([code, name, of, current]) => [code, name, of, '', '', '', '', '', '', current, ''])),
    'mdhier.asc': file(
      preferred.flatMap((each) => [
        [...way(each), '', '', each[2], 'Y'],
        [...way([each[0], each[1], each[2] === '99990901' ? '99990902' : '99990901']), '', '', each[2], 'N'],
      ]),
    ),
  };
}

/** The next version of it: one term is gone, one no longer current, one renamed, one elsewhere, one moves with its organ class. */
export const nextRelease = (): ReleaseTexts =>
  fakeRelease(
    [
      [BLUE, 'Blue oedematous itching', '99990302', 'Y'],
      [OLD_BLUE, 'Azure itch', '99990301', 'N'],
      [GREEN, 'Green itch', '99990302', 'N'],
      [HUM, 'Hum', '99990303', 'Y'],
    ],
    [
      ['99990301', 'Blue itching', '99990901'],
      ['99990302', 'Green itching', '99990901'],
      ['99990303', 'Humming', '99990901'],
    ],
  );
