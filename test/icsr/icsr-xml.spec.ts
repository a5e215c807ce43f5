import { instant } from '@trial/kernel';
import { envelope, goldenCase, settings } from './golden-case.js';
import { REACTION, STUDY_DRUG } from './golden-drugs.js';
import type { CaseReport } from '../../apps/safety/src/domain/icsr/case/case-report.js';
import type { Reader } from '../../apps/safety/src/domain/icsr/case/disclosure.js';
import { MEDDRA } from '../../apps/safety/src/domain/icsr/code-lists/oids.js';
import { icsrXml } from '../../apps/safety/src/domain/icsr/message/icsr-xml.js';

const xmlOf = (report: CaseReport, reader: Reader = 'regulator', wanted = settings): string => {
  const answer = icsrXml(report, reader, envelope, wanted);
  if ('refused' in answer) throw new Error(JSON.stringify(answer.refused));
  return answer.xml;
};
const refusalsOf = (report: CaseReport, wanted = settings, sending = envelope) => {
  const answer = icsrXml(report, 'regulator', sending, wanted);
  return 'refused' in answer ? answer.refused.map(({ rule }) => rule) : [];
};
const [reaction] = goldenCase.reactions;
if (!reaction) throw new Error('the golden case has a reaction');
const withReaction = (change: Partial<typeof reaction>): CaseReport => ({
  ...goldenCase,
  reactions: goldenCase.reactions.map((it) => (it === reaction ? { ...it, ...change } : it)),
});
const withPatient = (change: Partial<CaseReport['patient']>): CaseReport => ({
  ...goldenCase,
  patient: { ...goldenCase.patient, ...change },
});

describe('a case that is written', () => {
  it('E2B-8: has both opinions, in words and in the codes of the EU, when the judges differ', () => {
    const xml = xmlOf(goldenCase);
    expect(xml).toContain('Probably related');
    expect(xml).toContain('Unlikely to be related');
    expect(xml.match(/code="EX-[RN]"/g)).toEqual(['code="EX-R"', 'code="EX-N"']);
    expect(xml.match(/code="EX-[IS]"/g)).toEqual(['code="EX-I"', 'code="EX-S"']);
  });

  it('E2B-8: has no codes of the EU where none are configured', () => {
    const { euCausality: _, ...bare } = settings;
    const xml = xmlOf(goldenCase, 'regulator', bare);
    expect(xml).not.toMatch(/2\.16\.840\.1\.113883\.3\.989\.5|code="EX-[RNIS]"/);
    expect(xml).toContain('Probably related');
  });

  it('E2B-9: has one MedDRA version', () => {
    const versions = xmlOf(goldenCase).match(new RegExp(`codeSystem="${MEDDRA}" codeSystemVersion="[^"]*"`, 'g'));
    expect(new Set(versions).size).toBe(1);
  });

  it('E2B-9: is refused without a code, and with codes of two versions', () => {
    expect(refusalsOf(withReaction({ meddra: null }))).toEqual(['E.i.2.1a/required', 'E.i.2.1b/required']);
    expect(refusalsOf(withReaction({ meddra: { code: '99990001', version: '1.0' } }))).toEqual([
      'E.i.2.1a/one-version',
    ]);
  });

  it('E2B-9: is refused with made-up codes where a regulator reads', () => {
    expect(refusalsOf(goldenCase, { ...settings, placeholders: 'refused' })).toEqual(['E.i.2.1b/placeholder']);
  });

  it.each([
    ['C.5.2', 2000, (text: string) => ({ ...goldenCase, study: { ...goldenCase.study, name: text } })],
    ['D.1.1.4', 20, (text: string) => withPatient({ subjectNumber: text })],
    ['E.i.1.1a', 250, (text: string) => withReaction({ words: text })],
    ['H.1', 100_000, (text: string) => ({ ...goldenCase, narrative: { blinded: text } })],
  ] as const)('E2B-10: has in %s at most %d characters, or is refused; nothing is cut off', (element, most, made) => {
    // Outside the basic plane, where one character has two code units.
    expect(xmlOf(made('𝄞'.repeat(most)))).toContain('𝄞'.repeat(most));
    expect(refusalsOf(made('𝄞'.repeat(most + 1)))).toEqual([`${element}/length`]);
  });

  it('E2B-10: leaves out what XML cannot carry, and nothing else', () => {
    const xml = xmlOf({ ...goldenCase, narrative: { blinded: 'a\u0000b\u000bc\ud800d\uffffe\t\n😀<&>' } });
    expect(xml).toContain('>abcde\t\n😀&lt;&amp;&gt;<');
  });

  it('is refused when nothing is left of a text that must be there', () => {
    expect(refusalsOf({ ...goldenCase, narrative: { blinded: '\u0007' } })).toEqual(['H.1/required']);
  });

  it('is refused when it was made after it is sent', () => {
    const early = { ...envelope, sentAt: instant('2026-03-05T07:59:59Z') };
    expect(refusalsOf(goldenCase, settings, early)).toEqual(['N.2.r.4/future', 'C.1.2/future']);
  });

  it('E2B-4: has the local time of its moment, in winter and in summer', () => {
    const summer = { ...goldenCase, createdAt: instant('2025-07-01T22:30:00.900Z') };
    expect(xmlOf(summer)).toContain('<creationTime value="20250702003000+0200"/>');
    expect(xmlOf(goldenCase)).toContain('<creationTime value="20260305090000+0100"/>');
  });

  it('keeps the ids of reactions and drugs', () => {
    expect(xmlOf(goldenCase)).toContain(`<id root="${REACTION}"/>`);
    expect(xmlOf(goldenCase)).toContain(`<id root="${STUDY_DRUG}"/>`);
  });

  it('E2B-7: tells the blinded nothing of the treatment', () => {
    const blinded = xmlOf(goldenCase, 'blinded');
    const regulator = xmlOf(goldenCase);
    for (const secret of [
      'Example cells',
      'Example stromal cells',
      'EXLOT-17',
      '10*6',
      'Donor',
      'example cells',
      '2025-0009',
      'brochure',
    ]) {
      expect([secret, regulator.includes(secret), blinded.includes(secret)]).toEqual([
        secret,
        true,
        secret === 'example cells' && blinded.includes('(example cells or placebo)'),
      ]);
    }
  });

  it('E2B-7: of a product nobody has unblinded tells the regulator that it is blinded', () => {
    const drugs = goldenCase.drugs.map((drug) =>
      drug.product.masked ? { ...drug, product: { ...drug.product, disclosed: null } } : drug,
    );
    const xml = xmlOf({ ...goldenCase, drugs });
    expect(xml).toContain('Blinded study product');
    expect(xml).toMatch(/code="6" codeSystem="2\.16\.840\.1\.113883\.3\.989\.2\.1\.1\.19"/);
  });
});
