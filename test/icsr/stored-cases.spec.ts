import fc from 'fast-check';
import { caseDifferences } from '../../apps/safety/src/domain/icsr/case/case-differences.js';
import { likenessOf } from '../../apps/safety/src/domain/icsr/case/likely-duplicates.js';
import { caseFrom, storedCase, type StoredCase } from '../../apps/safety/src/domain/icsr/case/stored-case.js';
import type { CaseReport } from '../../apps/safety/src/domain/icsr/case/case-report.js';
import type { Reaction } from '../../apps/safety/src/domain/icsr/case/reaction.js';
import { arbitraryCase } from './arbitrary-case.js';
import { goldenCase } from './golden-case.js';

const stored = storedCase(goldenCase);

describe('a case as it is kept', () => {
  it('is the same case when it is read, whatever it says', () => {
    fc.assert(
      fc.property(arbitraryCase, (report) => {
        const kept = JSON.parse(JSON.stringify(storedCase(report))) as StoredCase;
        expect(caseFrom(kept)).toEqual(caseFrom(storedCase(report)));
        expect(caseDifferences(storedCase(report), kept)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('P16: the differences of two versions', () => {
  const changed = (change: Partial<StoredCase>) => caseDifferences(stored, { ...stored, ...change });

  it('are none for the same content, whenever it was made', () => {
    expect(changed({ version: 2, createdAt: '2026-04-01T00:00:00.000Z' })).toEqual([]);
  });

  it('name the leaf that changed, was added or is gone', () => {
    const { senderComment, ...without } = stored;
    expect(changed({ narrative: { ...stored.narrative, blinded: 'More.' } })).toEqual([
      { path: 'narrative.blinded', before: stored.narrative.blinded, after: 'More.' },
    ]);
    expect(caseDifferences(stored, without)).toEqual([
      { path: 'senderComment', before: senderComment, after: undefined },
    ]);
    expect(caseDifferences(without, stored)).toEqual([
      { path: 'senderComment', before: undefined, after: senderComment },
    ]);
  });

  it('find an entry by its id wherever it stands', () => {
    expect(changed({ reactions: [...stored.reactions].reverse() })).toEqual([]);
    const [first, ...others] = stored.reactions;
    const worse = { ...first, outcome: 'fatal' } as Reaction;
    expect(changed({ reactions: [...others, worse] })).toEqual([
      { path: `reactions.${first?.id}.outcome`, before: first?.outcome, after: 'fatal' },
    ]);
  });

  it('tell a list that became empty', () => {
    expect(changed({ diagnoses: [] })).toEqual([
      { path: 'diagnoses.1', before: stored.diagnoses[0], after: undefined },
    ]);
  });
});

describe('P19: another case of the participant', () => {
  const [first] = goldenCase.reactions;
  const about = (more: Partial<Reaction>, kind: CaseReport['kind'] = { kind: 'initial' }): CaseReport => ({
    ...goldenCase,
    kind,
    reactions: [{ ...(first as Reaction), meddra: null, words: 'Something', start: { absent: 'ASKU' }, ...more }],
  });
  const other = (more: Partial<Reaction>) => about({ words: 'Else', ...more });
  const on = (value: string) => ({ start: { value } });

  it.each<[string | undefined, CaseReport, CaseReport]>([
    [
      'same-code',
      about({ meddra: { code: '99990001', version: '0.0' } }),
      other({ meddra: { code: '99990001', version: '1.0' } }),
    ],
    ['same-words', about({}), other({ words: ' SOMETHING ' })],
    ['same-days', about(on('2026-03-01')), other(on('2026-03-04T10:00+01:00'))],
    [undefined, about(on('2026-03-01')), other(on('2026-03-05'))],
    [undefined, about(on('2026-03')), other(on('2026-03-01'))],
    [undefined, about({}), other({})],
    [undefined, about({}), about({}, { kind: 'nullification', reason: 'The same as another case' })],
  ])('may tell of the same event: %s', (likeness, one, two) => {
    expect([likenessOf(one, two), likenessOf(two, one)]).toEqual([likeness, likeness]);
  });
});
