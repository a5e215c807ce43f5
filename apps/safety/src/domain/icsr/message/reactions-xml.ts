import type { Reaction, TestResult, TestValue } from '../case/reaction.js';
import type { Quantity } from '../case/known.js';
import { highlights, observations, outcomeCodes, testVerdicts } from '../code-lists/code-lists.js';
import { COUNTRY, HL7_INTERPRETATION, MEDDRA } from '../code-lists/oids.js';
import type { SeriousnessCriterion } from '../../seriousness.js';
import { element, textElement, type Content, type XmlElement } from '../xml/xml-element.js';
import { act, link, made } from './acts.js';
import {
  boolean,
  code,
  coded,
  effectiveTime,
  foreignCode,
  meddra,
  quantity,
  timeElement,
  trueOrNoInformation,
  uuid,
  words,
} from './hl7-values.js';
import { about } from './patient-xml.js';

/** E.i.3.2a to f, in the order of the element numbers. */
const FLAGS: readonly (readonly [SeriousnessCriterion, string])[] = [
  ['death', observations.death],
  ['life-threatening', observations.lifeThreatening],
  ['hospitalisation', observations.hospitalisation],
  ['disability', observations.disability],
  ['congenital-anomaly', observations.congenitalAnomaly],
  ['medically-important', observations.medicallyImportant],
];

const of = (what: string, value: XmlElement): XmlElement => link('outboundRelationship2', 'PERT', about(what, value));

/** E.i: one reaction, under its own UUID. */
export function reactionXml(reaction: Reaction): XmlElement {
  const { id, words: reported, language, translation, highlight, seriousness, outcome, medicallyConfirmed } = reaction;
  const original = textElement('originalText', reported, { language });
  return link(
    'subjectOf2',
    'SBJ',
    act(
      'observation',
      uuid(id),
      code('1.19', observations.reaction),
      effectiveTime({ low: reaction.start, high: reaction.end, width: reaction.duration }),
      reaction.meddra
        ? meddra(reaction.meddra, original)
        : element('value', { 'xsi:type': 'CE', codeSystem: MEDDRA }, original),
      made(reaction.country, countryXml),
      made(translation, (text) => of(observations.translation, words(text))),
      made(highlight, (kind) => of(observations.highlight, coded('1.10', highlights.codes[kind]))),
      FLAGS.map(([criterion, what]) => of(what, trueOrNoInformation(seriousness.includes(criterion)))),
      of(observations.outcome, coded('1.11', outcomeCodes.codes[outcome])),
      made(medicallyConfirmed, (confirmed) => of(observations.medicallyConfirmed, boolean(confirmed))),
    ),
  );
}

const countryXml = (country: string): XmlElement =>
  link('location', 'LOC', act('locatedEntity', act('locatedPlace', foreignCode(COUNTRY, country))));

/** F.r: one test. */
export function testXml(test: TestResult): XmlElement {
  const { on, name, meddra: term, result, normalLow, normalHigh, comment, moreInformation } = test;
  return act(
    'component',
    act(
      'observation',
      element(
        'code',
        { code: term?.code, codeSystem: MEDDRA, codeSystemVersion: term?.version },
        made(name, (text) => textElement('originalText', text)),
      ),
      timeElement('effectiveTime', on),
      resultXml(result),
      made(normalLow, (limit) => limitXml('L', limit)),
      made(normalHigh, (limit) => limitXml('H', limit)),
      made(comment, (text) => of(observations.comment, words(text))),
      made(moreInformation, (more) =>
        link('outboundRelationship2', 'REFR', about(observations.moreInformation, boolean(more))),
      ),
    ),
  );
}

function resultXml(result: TestValue): Content {
  switch (result.kind) {
    case 'verdict':
      return code('1.12', testVerdicts.codes[result.verdict], 'interpretationCode');
    case 'words':
      return words(result.words);
    case 'number':
      return element('value', { 'xsi:type': 'IVL_PQ' }, range(result.comparator, result.quantity));
  }
}

/** Below or above what can be measured is an interval open to one side. */
function range(comparator: '=' | '<' | '<=' | '>' | '>=', limit: Quantity): readonly XmlElement[] {
  if (comparator === '=') return [quantity(limit, 'center')];
  const inclusive = `${comparator.endsWith('=')}`;
  const bound = (name: string) => element(name, { value: limit.value, unit: limit.unit, inclusive });
  return comparator.startsWith('<')
    ? [element('low', { nullFlavor: 'NINF' }), bound('high')]
    : [bound('low'), element('high', { nullFlavor: 'PINF' })];
}

const limitXml = (side: 'L' | 'H', limit: Quantity): XmlElement =>
  act(
    'referenceRange',
    act('observationRange', quantity(limit), foreignCode(HL7_INTERPRETATION, side, 'interpretationCode')),
  );
