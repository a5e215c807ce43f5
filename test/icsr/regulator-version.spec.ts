import { instant, plainDate } from '@trial/kernel';
import type { CaseReport } from '../../apps/safety/src/domain/icsr/case/case-report.js';
import type { OpenProduct } from '../../apps/safety/src/domain/icsr/case/drug.js';
import { regulatorVersion } from '../../apps/safety/src/domain/icsr/case/regulator-version.js';
import { icsrXml } from '../../apps/safety/src/domain/icsr/message/icsr-xml.js';
import { envelope, goldenCase, settings } from './golden-case.js';
import { goldenDrugs, STUDY_DRUG } from './golden-drugs.js';

/** The golden case as the blinded know it. */
const base: CaseReport = {
  ...goldenCase,
  drugs: goldenDrugs.map((drug) =>
    drug.product.masked ? { ...drug, product: { ...drug.product, disclosed: null } } : drug,
  ),
  narrative: { blinded: 'Admitted after the study procedure.' },
  senderComment: { blinded: 'Under review.' },
};
const cells: OpenProduct = { name: 'Example cells', substances: [], doses: [{ lot: 'EXLOT-17' }], notes: [] };
const at = (hour: number) => instant(`2026-03-05T0${hour}:00:00Z`);
const initial = regulatorVersion(undefined, base, { product: cells }, { kind: 'initial', createdAt: at(1) });

const givenLater = (drug: CaseReport['drugs'][number]): CaseReport['drugs'][number] =>
  drug.product.masked ? { ...drug, product: { ...drug.product, given: [{ start: '2026-02-21' }] } } : drug;

const fileOf = (report: CaseReport): string => {
  const answer = icsrXml(report, 'regulator', envelope, settings);
  if (!('xml' in answer)) throw new Error(JSON.stringify(answer.refused));
  return answer.xml;
};

describe('a version for the regulator', () => {
  it('discloses the masked product and no other drug, with when it was given', () => {
    const [study, ...others] = initial.drugs;
    expect(study).toMatchObject({
      id: STUDY_DRUG,
      product: { disclosed: { name: 'Example cells', doses: [{ start: '2026-02-20T10:30+01:00', lot: 'EXLOT-17' }] } },
    });
    expect(others).toEqual(base.drugs.slice(1));
    expect(fileOf(initial)).toContain('EXLOT-17');
  });

  it('E2B-7: says that it is blinded exactly while nothing is disclosed', () => {
    const blinded = regulatorVersion(undefined, base, { product: null }, { kind: 'initial', createdAt: at(1) });
    const flag = '<code code="6" codeSystem="2.16.840.1.113883.3.989.2.1.1.19"';
    expect([fileOf(blinded).includes(flag), fileOf(initial).includes(flag)]).toEqual([true, false]);
  });

  it('has words of its own beside those of the blinded, as long as those stay the same', () => {
    const disclosure = { product: cells, narrative: 'After the injection of cells.', senderComment: 'Unexpected.' };
    const told = regulatorVersion(undefined, base, disclosure, { kind: 'initial', createdAt: at(1) });
    expect(told).toMatchObject({
      narrative: { blinded: base.narrative.blinded, regulator: 'After the injection of cells.' },
      senderComment: { blinded: 'Under review.', regulator: 'Unexpected.' },
    });
    const { senderComment: _, ...silent } = base;
    const next = regulatorVersion(told, silent, { product: cells }, { kind: 'follow-up', createdAt: at(2) });
    expect(next.narrative).toEqual(told.narrative);
    expect(next).not.toHaveProperty('senderComment');
    const more = { ...base, narrative: { blinded: 'More is known.' } };
    const last = regulatorVersion(told, more, { product: null }, { kind: 'follow-up', createdAt: at(2) });
    expect(last).toMatchObject({ senderComment: told.senderComment });
    expect(last.narrative).toEqual(more.narrative);
  });

  it.each(['follow-up', 'amendment'] as const)(
    'discloses in a %s what was disclosed before, until told anew',
    (kind) => {
      const step = { kind, withdrawal: 'A name was wrong' };
      const next = regulatorVersion(initial, base, { product: null }, { ...step, createdAt: at(2) });
      expect(next.drugs).toEqual(initial.drugs);
      const moved = { ...base, drugs: base.drugs.map(givenLater) };
      const [study] = regulatorVersion(next, moved, { product: null }, { ...step, createdAt: at(3) }).drugs;
      expect(study).toMatchObject({ product: { disclosed: { doses: [{ start: '2026-02-21', lot: 'EXLOT-17' }] } } });
      const anew = { ...cells, name: 'Other cells' };
      const [other] = regulatorVersion(next, base, { product: anew }, { ...step, createdAt: at(3) }).drugs;
      expect(other).toMatchObject({ product: { disclosed: { name: 'Other cells' } } });
    },
  );

  it('E2B-5: is counted by itself, and its latest day is the latest anybody said', () => {
    const later = { ...base, version: 7, latestReceivedOn: plainDate('2026-03-08') };
    const second = regulatorVersion(initial, later, { product: cells }, { kind: 'follow-up', createdAt: at(2) });
    const third = regulatorVersion(
      second,
      base,
      { product: null },
      { kind: 'nullification', withdrawal: 'No product', receivedOn: plainDate('2026-03-09'), createdAt: at(3) },
    );
    expect([second, third].map(({ version, latestReceivedOn }) => [version, latestReceivedOn.toString()])).toEqual([
      [2, '2026-03-08'],
      [3, '2026-03-09'],
    ]);
    expect(third).toMatchObject({ kind: { kind: 'nullification', reason: 'No product' }, drugs: second.drugs });
    expect([second, third].map(({ firstReceivedOn, worldwideId }) => [firstReceivedOn, worldwideId])).toEqual(
      Array(2).fill([base.firstReceivedOn, base.worldwideId]),
    );
  });

  it('E2B-5: has the days of a corrected receipt in an amendment, where somebody says so', () => {
    const day = plainDate('2026-03-01');
    const corrected = { ...base, firstReceivedOn: day, latestReceivedOn: day };
    const amended = (more: object) =>
      regulatorVersion(
        initial,
        corrected,
        { product: cells },
        { kind: 'amendment', withdrawal: 'The receipt was corrected', ...more, createdAt: at(2) },
      );
    expect(amended({ receivedOn: day })).toMatchObject({ firstReceivedOn: day, latestReceivedOn: day });
    expect(amended({})).toMatchObject({ firstReceivedOn: day, latestReceivedOn: initial.latestReceivedOn });
  });

  it.each([
    ['version-out-of-order', undefined, { kind: 'amendment', withdrawal: 'why' }],
    ['version-out-of-order', initial, { kind: 'initial' }],
    ['reason-missing', initial, { kind: 'nullification' }],
  ] as const)('is refused with %s', (code, before, step) => {
    expect(() => regulatorVersion(before, base, { product: null }, { ...step, createdAt: at(4) })).toThrow(
      expect.objectContaining({ code }),
    );
  });
});
