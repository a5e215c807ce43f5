import { instant, plainDate } from '@trial/kernel';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { amend } from '../../apps/safety/src/domain/icsr/case/case-versions.js';
import type { CaseReport } from '../../apps/safety/src/domain/icsr/case/case-report.js';
import { icsrMessage } from '../../apps/safety/src/domain/icsr/message/icsr-message.js';
import { checkIcsr, rules } from '../../apps/safety/src/domain/icsr/rules/check-icsr.js';
import { elementOf, icsrFile } from '../../apps/safety/src/domain/icsr/rules/icsr-file.js';
import { NEEDED, PAIRS } from '../../apps/safety/src/domain/icsr/rules/needed.data.js';
import { ich } from '../../apps/safety/src/domain/icsr/code-lists/oids.js';
import { element, textElement, type XmlElement } from '../../apps/safety/src/domain/icsr/xml/xml-element.js';
import { envelope, goldenCase, settings } from './golden-case.js';
import { fake } from './golden-drugs.js';
import {
  child,
  edited,
  first,
  hasCode,
  observation,
  withAttributes,
  without,
  type Change,
  type Which,
} from './tree-edits.js';

const NOW = instant('2026-04-01T00:00:00Z');

/** The golden case with more in it: a death, a parent, other ids, times, an amendment. */
const richCase: CaseReport = amend(
  {
    ...goldenCase,
    otherIds: [{ source: 'EXAMPLE', id: 'EXAMPLE-9' }],
    patient: {
      ...goldenCase.patient,
      death: {
        date: { value: '2026-03-09' },
        causes: [{ meddra: fake(501), words: 'Example cause' }],
        autopsy: { value: true },
        autopsyCauses: [{ meddra: fake(502), words: 'Example finding' }],
      },
      parent: { identification: { absent: 'UNK' }, sex: { value: 'female' } },
    },
    drugs: goldenCase.drugs.map((drug) => ({
      ...drug,
      product: drug.product.masked
        ? drug.product
        : {
            ...drug.product,
            open: {
              ...drug.product.open,
              doses: drug.product.open.doses.map((dose) => ({ ...dose, duration: { value: '3', unit: 'mo' } })),
            },
          },
    })),
  },
  {},
  'An example',
  plainDate('2026-03-10'),
  instant('2026-03-11T00:00:00Z'),
);
const rich = icsrMessage(richCase, 'regulator', { ...envelope, sentAt: NOW }, settings);
const brokenIn = (root: XmlElement) => checkIcsr(root, NOW).map(({ rule }) => rule);

/** The tree without what is said of an element. */
function silenced(root: XmlElement, number: string): XmlElement {
  const file = icsrFile(root, NOW);
  const { place, attribute } = elementOf(number);
  const carriers = new Set(file.parts(place).flatMap((part) => file.sites(part, number).map((site) => site.element)));
  return edited(
    root,
    (it) => carriers.has(it),
    (it) => ({
      ...it,
      attributes: Object.fromEntries(
        Object.entries(it.attributes).filter(([name]) => name !== 'nullFlavor' && name !== attribute),
      ),
      text: attribute === undefined ? '' : it.text,
    }),
  );
}

const isSaidIn = (number: string): boolean => {
  const file = icsrFile(rich, NOW);
  return file
    .parts(elementOf(number).place)
    .some((part) => file.sites(part, number).some(({ value }) => value !== undefined));
};

/** What our own files never hold: gestation, the parent's history and drugs, translated summaries. */
const NEVER_WRITTEN = ['D.2.2.1', 'D.10.', 'G.k.6', 'H.5'];

const both = PAIRS.flatMap(([one, other]) => [[one, other] as const, [other, one] as const]);

describe('the rules of the engine', () => {
  it('have ids that never change', () => {
    const file = join(import.meta.dirname, 'golden', 'rule-ids.txt');
    const ids = rules.map(({ id, severity }) => `${id} ${severity}`).join('\n');
    if (process.env['WRITE_GOLDEN']) writeFileSync(file, `${ids}\n`);
    expect(readFileSync(file, 'utf8')).toBe(`${ids}\n`);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  it('find nothing wrong with a file that has nearly everything', () => {
    const found = checkIcsr(rich, NOW).map(({ rule, severity }) => [rule, severity]);
    expect(found).toEqual([['E.i.2.1b/placeholder', 'warning']]);
  });

  const needs = [...both, ...NEEDED];
  it.each(needs.filter(([, by]) => isSaidIn(by)))('E2B-2: miss %s where %s is', (number, by) => {
    expect(brokenIn(silenced(rich, number))).toContain(`${number}/needed-by-${by}`);
  });

  it('are tried for every such pair that our files can hold', () => {
    const untried = needs.map(([, by]) => by).filter((by) => !isSaidIn(by));
    expect(untried.filter((by) => !NEVER_WRITTEN.some((start) => by.startsWith(start)))).toEqual([]);
  });

  const named = (name: string) => first((it) => it.name === name);
  const about = (code: string, inner: string) => first((it: XmlElement) => hasCode(child(it, inner), code, '19'));
  const value =
    (change: Change): Change =>
    (it) =>
      edited(it, named('value'), change);
  const set = (attributes: Readonly<Record<string, string>>) => value(withAttributes(attributes));
  const test = (which: (observation: XmlElement) => boolean): Which =>
    first((it) => it.name === 'observation' && which(it));
  const verdict = (it: XmlElement) =>
    child(it, 'interpretationCode') !== undefined && child(it, 'effectiveTime') !== undefined;
  const withChildren =
    (keep: (it: XmlElement) => boolean): Change =>
    (it) => ({ ...it, children: it.children.filter(keep) });
  const opinionId: Change = (it) =>
    edited(it, named('productUseReference'), (reference) =>
      edited(reference, named('id'), withAttributes({ root: 'x' })),
    );

  const CASES: readonly (readonly [string, Which, Change])[] = [
    ['C.1.6.1.r.1/documents-available', named('document'), withChildren(({ name }) => name !== 'title')],
    ['C.1.9.1.r.1/other-ids', first((it) => it.attributes['assigningAuthorityName'] !== undefined), without],
    ['C.1.9.1.r.2/other-ids', first((it) => it.attributes['assigningAuthorityName'] !== undefined), without],
    [
      'C.3.2/sender-type',
      first((it) => it.name === 'representedOrganization' && child(it, 'name')?.text === 'Example University Sponsor'),
      withChildren(() => false),
    ],
    ['D.7.2/no-history', first((it) => hasCode(child(it, 'organizer'), '1', '20')), without],
    [
      'D.8.r.1/past-drug',
      first((it) => it.name === 'kindOfProduct' && child(it, 'name')?.text === 'Example vasodilator'),
      withChildren(() => false),
    ],
    ['F.r.1/test', test(verdict), withChildren(({ name }) => name !== 'effectiveTime')],
    ['F.r.2.1/test-name', test(verdict), withChildren(({ name }) => name !== 'code')],
    ['F.r.3.1/test-result', test(verdict), withChildren(({ name }) => name !== 'interpretationCode')],
    ['C.1.5/not-before-first', named('availabilityTime'), withAttributes({ value: '20260302' })],
    ['C.1.11.1/initial', named('availabilityTime'), withAttributes({ value: '20260303' })],
    [
      'E.i.5/not-before-start',
      first((it) => it.name === 'high' && it.attributes['value'] === '20260304'),
      withAttributes({ value: '20260228' }),
    ],
    ['C.2.r.5/one-primary', named('priorityNumber'), without],
    [
      'N.2.r.1/same-as-C.1.1',
      named('PORR_IN049016UV'),
      (it) => edited(it, named('id'), withAttributes({ extension: 'NL-X-2' })),
    ],
    [
      'N.2.r.4/same-as-C.1.2',
      named('controlActProcess'),
      (it) => edited(it, named('effectiveTime'), withAttributes({ value: '20260311010001+0100' })),
    ],
    [
      'N.2.r.2/same-as-N.1.3',
      first((it) => it.attributes['root'] === ich('3.13')),
      withAttributes({ extension: 'OTHER' }),
    ],
    ['G.k.1/one-role', first((it) => it.name === 'causalityAssessment' && hasCode(it, '20', '19')), opinionId],
    ['G.k.1/dangling-drug', first((it) => it.name === 'causalityAssessment' && hasCode(it, '20', '19')), opinionId],
    [
      'G.k.1/study-suspect',
      first((it) => it.name === 'causalityAssessment' && hasCode(it, '20', '19')),
      set({ code: '4' }),
    ],
    [
      'G.k.9.i.2.r.1/dangling-drug',
      first((it) => it.name === 'causalityAssessment' && hasCode(it, '39', '19')),
      opinionId,
    ],
    [
      'G.k.9.i.3.1a/dangling-reaction',
      first((it) => it.attributes['typeCode'] === 'SAS'),
      (it) => edited(it, named('id'), withAttributes({ root: 'x' })),
    ],
    [
      'G.k.9.i.3.2a/dangling-reaction',
      first((it) => it.attributes['typeCode'] === 'SAE'),
      (it) => edited(it, named('id'), withAttributes({ root: 'x' })),
    ],
    [
      'G.k.9.i.4/dangling-reaction',
      first((it) => it.name === 'observation' && hasCode(it, '31', '19')),
      (it) => edited(it, named('id'), withAttributes({ root: 'x' })),
    ],
    ['E.i.2.1a/one-version', about('29', 'observation'), set({ codeSystemVersion: '1.0' })],
    ['C.1.7/code', about('23', 'observationEvent'), set({ value: 'maybe' })],
    [
      'C.1.9.1/code',
      first((it) => hasCode(child(it, 'investigationCharacteristic'), '2', '23')),
      set({ value: 'false' }),
    ],
    [
      'C.1.3/code-system',
      first((it) => hasCode(child(it, 'investigationCharacteristic'), '1', '23')),
      set({ codeSystem: ich('1.3') }),
    ],
    ['C.1.4/precision', named('low'), withAttributes({ value: '202603' })],
    [
      'E.i.4/future',
      first((it) => it.name === 'low' && it.attributes['value'] === '20260301'),
      withAttributes({ value: '20270101' }),
    ],
    ['C.1.1/shape', named('investigationEvent'), (it) => edited(it, named('id'), withAttributes({ extension: 'x' }))],
    ['C.2.r.1.2/masked', named('given'), () => textElement('given', 'Somebody')],
    [
      'C.3.4.6/left-out',
      first((it) => it.name === 'telecom' && it.attributes['value'] !== undefined),
      withAttributes({ value: 'tel:1' }),
    ],
    ['D.3/number', about('7', 'observation'), set({ value: '71,5' })],
    ['D.4/number', about('17', 'observation'), set({ value: '168.5' })],
    [
      'D.5/null-flavor',
      named('administrativeGenderCode'),
      () => element('administrativeGenderCode', { nullFlavor: 'NI' }),
    ],
    ['D.1/once', named('player1'), (it) => ({ ...it, children: [textElement('name', 'A'), textElement('name', 'B')] })],
    ['N.1.1/root', named('MCCI_IN200100UV01'), withAttributes({ ITSVersion: 'XML_2.0' })],
    [
      'N.1.1/https-schema',
      named('MCCI_IN200100UV01'),
      withAttributes({ 'xsi:schemaLocation': 'urn:hl7-org:v3 http://example.org/a.xsd' }),
    ],
    ['N.2.r.1/some-message', named('PORR_IN049016UV'), without],
    [
      'E.i/unique-id',
      first(observation('29')),
      (it) => edited(it, named('id'), withAttributes({ root: '0198a000-0000-4000-8000-00000000000a' })),
    ],
  ];
  it.each(CASES.map(([id, which, change]) => ({ id, which, change })))('E2B-2: find $id', ({ id, which, change }) => {
    const broken = edited(rich, which, change);
    expect(brokenIn(rich)).not.toContain(id);
    expect(brokenIn(broken)).toContain(id);
  });

  it('answer for any tree at all', () => {
    expect(brokenIn(element('MCCI_IN200100UV01'))).toContain('N.1.2/required');
    expect(brokenIn(element('x', {}, element('PORR_IN049016UV', {}, element('controlActProcess'))))).toContain(
      'H.1/required',
    );
  });
});
