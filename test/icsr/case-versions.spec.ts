import { instant, plainDate } from '@trial/kernel';
import { envelope, goldenCase, settings } from './golden-case.js';
import { elementOf, icsrFile } from '../../apps/safety/src/domain/icsr/rules/icsr-file.js';
import { icsrMessage } from '../../apps/safety/src/domain/icsr/message/icsr-message.js';
import type { CaseReport } from '../../apps/safety/src/domain/icsr/case/case-report.js';
import { amend, followUp, nullify } from '../../apps/safety/src/domain/icsr/case/case-versions.js';

const LATER = plainDate('2026-03-10');
const THEN = instant('2026-03-11T09:00:00Z');

const saidIn = (report: CaseReport, elements: readonly string[]) => {
  const sentAt = instant('2026-04-01T00:00:00Z');
  const file = icsrFile(icsrMessage(report, 'regulator', { ...envelope, sentAt }, settings), sentAt);
  return Object.fromEntries(
    elements.map((element) => [
      element,
      file.parts(elementOf(element).place).flatMap((part) => file.sites(part, element).map(({ value }) => value)),
    ]),
  );
};

describe('the versions of a case', () => {
  const second = followUp(goldenCase, { narrative: { blinded: 'More is known.' } }, LATER, THEN);
  const third = amend(second, {}, 'A code was wrong', LATER, instant('2026-03-12T09:00:00Z'));
  const last = nullify(third, 'The same as another case', plainDate('2026-03-20'), instant('2026-03-21T09:00:00Z'));

  it('E2B-5: keep their ids and their first day; the latest day and the creation move', () => {
    expect(
      [goldenCase, second, third, last].map((report) =>
        saidIn(report, ['C.1.1', 'C.1.8.1', 'C.1.4', 'C.1.5', 'C.1.2']),
      ),
    ).toEqual(
      [
        ['20260304', '20260305090000+0100'],
        ['20260310', '20260311100000+0100'],
        ['20260310', '20260312100000+0100'],
        ['20260320', '20260321100000+0100'],
      ].map(([latest, created]) => ({
        'C.1.1': ['NL-EXAMPLESPONSOR-2026-0001'],
        'C.1.8.1': ['NL-EXAMPLESPONSOR-2026-0001'],
        'C.1.4': ['20260303'],
        'C.1.5': [latest],
        'C.1.2': [created],
      })),
    );
  });

  it('E2B-5: say why only where they amend or nullify', () => {
    expect([goldenCase, second, third, last].map((report) => saidIn(report, ['C.1.11.1', 'C.1.11.2']))).toEqual([
      { 'C.1.11.1': [], 'C.1.11.2': [] },
      { 'C.1.11.1': [], 'C.1.11.2': [] },
      { 'C.1.11.1': ['2'], 'C.1.11.2': ['A code was wrong'] },
      { 'C.1.11.1': ['1'], 'C.1.11.2': ['The same as another case'] },
    ]);
  });

  it('E2B-5: are counted, and keep what nobody changed', () => {
    expect([second.version, third.version, last.version]).toEqual([2, 3, 4]);
    expect(last).toMatchObject({ reactions: goldenCase.reactions, narrative: { blinded: 'More is known.' } });
    expect(goldenCase.narrative.blinded).not.toBe('More is known.');
  });

  it('E2B-5: an amendment has the days as the records say them by now, and no earlier ones', () => {
    const [first, latest] = [plainDate('2026-03-02'), plainDate('2026-03-06')];
    const records = { firstReceivedOn: first, latestReceivedOn: latest };
    const amended = amend(second, {}, 'The receipt was corrected', latest, instant('2026-03-13T00:00:00Z'), records);
    expect(amended).toMatchObject({ firstReceivedOn: first, latestReceivedOn: latest });
    expect(() => amend(second, {}, 'why', first, instant('2026-03-13T00:00:00Z'), records)).toThrow(
      expect.objectContaining({ code: 'information-before-last' }),
    );
    expect(followUp(amended, {}, LATER, instant('2026-03-14T00:00:00Z')).firstReceivedOn).toBe(first);
  });

  it.each([
    ['case-nullified', () => followUp(last, {}, plainDate('2026-04-01'), instant('2026-04-01T00:00:00Z'))],
    ['information-before-last', () => followUp(second, {}, plainDate('2026-03-09'), instant('2026-03-13T00:00:00Z'))],
    ['version-not-later', () => amend(second, {}, 'why', LATER, THEN)],
    ['reason-missing', () => amend(second, {}, ' ', LATER, instant('2026-03-13T00:00:00Z'))],
    ['reason-missing', () => nullify(second, '', LATER, instant('2026-03-13T00:00:00Z'))],
  ])('are refused with %s', (code, make) => {
    expect(make).toThrow(expect.objectContaining({ code }));
  });
});
