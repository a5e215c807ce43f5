import type { XmlElement } from '../../apps/safety/src/domain/icsr/xml/xml-element.js';
import {
  characteristic,
  child,
  edited,
  first,
  hasCode,
  observation,
  withAttributes,
  without,
  withoutAttribute,
  type Change,
  type Which,
} from './tree-edits.js';

/** A single fault in a good file. */
export interface Fault {
  readonly name: string;
  readonly plant: (root: XmlElement) => XmlElement;
}
/** One the schema lets through: our rule says so, at the element. */
export interface SilentFault extends Fault {
  readonly rule: string;
  readonly element: string;
}

const named =
  (...path: readonly string[]): Which =>
  (element) =>
    element.name === path.at(-1);

const fault = (name: string, which: () => Which, change: Change): Fault => ({
  name,
  plant: (root) => edited(root, which(), change),
});
const silent = (
  name: string,
  rule: string,
  which: () => Which,
  change: Change,
  element = rule.split('/')[0] ?? '',
) => ({
  ...fault(name, which, change),
  rule,
  element,
});

const inside =
  (name: string, change: Change): Change =>
  (element) =>
    edited(element, first(named(name)), change);
const age = observation('3');
const seriousness: Which = (element) =>
  element.name === 'outboundRelationship2' && hasCode(child(element, 'observation'), '34', '19');
const role: Which = (element) =>
  element.name === 'causalityAssessment' &&
  hasCode(element, '20', '19') &&
  child(element, 'value')?.attributes['code'] === '1';
const opinion: Which = (element) => element.name === 'causalityAssessment' && hasCode(element, '39', '19');
const drugs: Which = (element) => element.name === 'subjectOf2' && hasCode(child(element, 'organizer'), '4', '20');
const NOWHERE = '0198a000-0000-4000-8000-0000000000ff';

/** The fifteen of the fixture rules that HL7's schema accepts. */
export const SILENT_FAULTS: readonly SilentFault[] = [
  silent('no suspect drug', 'G.k.1/some-suspect', () => role, inside('value', withAttributes({ code: '2' }))),
  silent('no reaction', 'E.i.2.1b/some-reaction', () => observation('29'), without),
  silent('no drug', 'G.k.2.2/some-drug', () => drugs, without),
  silent(
    'no reporter',
    'C.2.r.4/some-reporter',
    () => (element) =>
      element.name === 'outboundRelationship' && hasCode(child(element, 'relatedInvestigation'), '2', '22'),
    without,
  ),
  silent('no report type', 'C.1.3/required', () => characteristic('1'), without),
  silent('report type 99', 'C.1.3/code', () => characteristic('1'), inside('value', withAttributes({ code: '99' }))),
  silent(
    'no study',
    'C.5.4/study-report',
    () => (element) => element.name === 'subjectOf1' && !!child(element, 'researchStudy'),
    without,
  ),
  silent('month 13, day 99', 'C.1.5/date', () => named('availabilityTime'), withAttributes({ value: '20261399' })),
  silent(
    'a creation time without seconds and offset',
    'N.1.5/precision',
    () => first(named('creationTime')),
    withAttributes({ value: '202603051015' }),
  ),
  silent(
    'seriousness false',
    'E.i.3.2a/code',
    () => first(seriousness),
    inside('value', (value) => withAttributes({ value: 'false' })(withoutAttribute('nullFlavor')(value) ?? value)),
  ),
  silent(
    'value and null flavour together',
    'any/value-and-null-flavor',
    () => characteristic('1'),
    inside('value', withAttributes({ nullFlavor: 'UNK' })),
    'C.1.3',
  ),
  silent('unit years', 'D.2.2b/unit', () => age, inside('value', withAttributes({ unit: 'years' }))),
  silent(
    'a dangling reaction',
    'G.k.9.i.1/dangling-reaction',
    () => first(opinion),
    inside('adverseEffectReference', inside('id', withAttributes({ root: NOWHERE }))),
  ),
  silent(
    'an id that is no UUID',
    'E.i/shape',
    () => first(observation('29')),
    inside('id', withAttributes({ root: '1.2.3.4' })),
  ),
  silent(
    'a title of 3000 characters',
    'C.5.2/length',
    () => first((element) => element.name === 'title' && element.text.includes('trial')),
    (title) => ({ ...title, text: 'x'.repeat(3000) }),
  ),
];

const swapped: Change = (element) => ({ ...element, children: [...element.children].reverse() });

/** The six it catches. */
export const LOUD_FAULTS: readonly Fault[] = [
  fault('dashes in a date', () => named('availabilityTime'), withAttributes({ value: '2026-03-04' })),
  fault(
    'a null flavour nobody knows',
    () => first(seriousness),
    inside('value', (value) => ({ ...value, attributes: { 'xsi:type': 'BL', nullFlavor: 'XYZ' } })),
  ),
  fault('sender and receiver before the message', () => named('MCCI_IN200100UV01'), swapped),
  fault('a study registration before its number', () => first(named('studyRegistration')), swapped),
  fault('no ITSVersion', () => named('MCCI_IN200100UV01'), withoutAttribute('ITSVersion')),
  fault('a type code nobody knows', () => first(named('subject1')), withAttributes({ typeCode: 'XYZ' })),
];
