import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { noticeLanguages, wordingOf, WORDS } from './wording.js';

const link = 'https://study.example/';
const every = noticeLanguages.flatMap((language) =>
  ['participant', 'study-nurse', 'monitor'].flatMap((recipient) =>
    [0, 1, 2].map((step) => ({
      language,
      recipient,
      step,
      ...wordingOf({ recipient, step, siteId: 'UMCU' }, language, link),
    })),
  ),
);

/** Names and codes of all that a trial file speaks of, but for its sites and words of everyday language. */
function wordsOfTrials(): readonly string[] {
  const folder = join(import.meta.dirname, '../../../../../deploy/trials');
  return readdirSync(folder).flatMap((file) => {
    const trial = parse(readFileSync(join(folder, file), 'utf8')) as Record<string, { code?: string; name?: string }[]>;
    const listed = ['arms', 'visits', 'assessments', 'instruments'].flatMap((list) => trial[list] ?? []);
    return [file.split('.')[0] ?? '', ...listed.flatMap(({ code, name }) => [code ?? '', name ?? ''])];
  });
}

const FORBIDDEN = [
  /\barm\b|treat|behandel|placebo|verum|drug|medicij|dose|dosis|inject/i,
  /result|uitslag|lab|blood|bloed|score/i,
  /visit|bezoek|appointment|afspraak|form|vragenlijst|questionnaire|week|day|dag\b/i,
  /adverse|bijwerk|safety|veiligheid|disease|ziekte|diagnos|patient|patiënt/i,
  /\d/,
];

describe('what a message says', () => {
  it.each(every)('to $recipient in $language, step $step, tells nothing', ({ recipient, subject, text }) => {
    const said = `${subject}\n${text}`.replaceAll(link, '');
    for (const pattern of FORBIDDEN) expect(said).not.toMatch(pattern);
    for (const word of wordsOfTrials().filter((name) => name.length > 2))
      expect(said.toLowerCase()).not.toMatch(
        new RegExp(`(^|[^a-z])${word.toLowerCase().replace(/[^a-z0-9]/g, '.')}([^a-z]|$)`),
      );
    expect(said.includes('UMCU')).toBe(recipient !== 'participant');
    expect(text).toContain(link);
    expect(subject).not.toMatch(/[\r\n]/);
  });

  it('is forbidden things when it is not: the scan finds them', () => {
    expect(wordsOfTrials().length).toBeGreaterThan(30);
    for (const bad of ['your treatment', 'your visit W12', 'Uw vragenlijst', 'lab result', 'placebo'])
      expect(FORBIDDEN.some((pattern) => pattern.test(bad))).toBe(true);
  });

  it('is complete in every language', () => {
    const shapes = noticeLanguages.map((language) => Object.keys(WORDS[language]));
    expect(new Set(shapes.map((shape) => shape.join())).size).toBe(1);
    for (const { subject, text } of every) expect(`${subject}${text}`).not.toMatch(/[{}]/);
  });
});
