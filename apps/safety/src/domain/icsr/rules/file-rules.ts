import { MEDDRA } from '../code-lists/oids.js';
import { LEFT_OUT_ELEMENTS, MASKED_ELEMENTS } from '../code-lists/masking.js';
import type { XmlElement } from '../xml/xml-element.js';
import type { ElementNumber } from './element.js';
import { ELEMENTS } from './elements.data.js';
import { elementOf, values, type IcsrFile, type Part } from './icsr-file.js';
import { follow, type Path } from './path.js';
import type { PlaceName } from './places.data.js';
import { placeOf, shown, type Breach, type Rule, type Severity } from './rule.js';

/* What holds for a file as a whole: how many there are of a thing, what points to what, what must be the same twice. */

function rule(id: Rule['id'], message: string, check: Rule['check'], severity: Severity = 'error'): Rule {
  const [element = ''] = id.split('/');
  return { id, element, severity, message, check };
}

const atLeastOne = (id: Rule['id'], outer: PlaceName, inner: PlaceName): Rule =>
  rule(id, `there is at least one ${inner}`, (file) =>
    file
      .parts(outer)
      .filter((part) => file.within(part, inner).length === 0)
      .map((part) => ({ where: placeOf(part) })),
  );

const equal = (one: ElementNumber, other: ElementNumber, severity: Severity = 'error'): Rule =>
  rule(
    `${one}/same-as-${other}`,
    `is the same as ${other}`,
    (file) =>
      file.parts('message').flatMap((message) => {
        const outer = other.startsWith('N.1') ? file.parts('batch')[0] : message;
        const [a] = values(file, message, one);
        const [b] = outer ? values(file, outer, other) : [];
        return a === undefined || b === undefined || a === b ? [] : [{ where: placeOf(message), found: shown(a) }];
      }),
    severity,
  );

const idsOf = (parts: readonly Part[]): readonly string[] =>
  parts.flatMap(({ element }) => follow(element, 'id').map(({ attributes }) => attributes['root'] ?? ''));

/** What a part of one kind points at is one of another, in the same case. */
const pointsTo = (id: Rule['id'], from: PlaceName, path: Path, to: PlaceName): Rule =>
  rule(id, `points at a ${to} of the same case, by its id`, (file) =>
    file.parts('case').flatMap((report) => {
      const targets = idsOf(file.within(report, to));
      return file.within(report, from).flatMap((part): readonly Breach[] => {
        const pointed = follow(part.element, path).map(({ attributes }) => attributes['root'] ?? '');
        if (pointed.length === 0) return [{ where: placeOf(part), found: 'nothing' }];
        return pointed
          .filter((target) => !targets.includes(target))
          .map((target) => ({ where: placeOf(part), found: shown(target) }));
      });
    }),
  );

const TO_REACTION = 'subject1/adverseEffectReference/id';
const TO_DRUG = 'subject2/productUseReference/id';

/** What the EU does not want to read (GVP module VI, addendum II). */
const kept = (element: ElementNumber, what: string, message: string): Rule =>
  rule(
    `${element}/${what}`,
    message,
    (file) =>
      file
        .parts(elementOf(element).place)
        .filter((part) => file.sites(part, element).some(({ value }) => value !== undefined))
        .map((part) => ({ where: placeOf(part) })),
    'warning',
  );

export const fileRules: readonly Rule[] = [
  ...MASKED_ELEMENTS.map((element) => kept(element, 'masked', 'is masked for the EU')),
  ...LEFT_OUT_ELEMENTS.map((element) => kept(element, 'left-out', 'is left out for the EU')),
  rule('N.1.1/root', 'a batch of reports is MCCI_IN200100UV01 with ITSVersion XML_1.0', ({ root }) =>
    root.name === 'MCCI_IN200100UV01' && root.attributes['ITSVersion'] === 'XML_1.0'
      ? []
      : [{ where: 'batch', found: shown(root.name) }],
  ),
  atLeastOne('N.2.r.1/some-message', 'batch', 'message'),
  atLeastOne('C.2.r.4/some-reporter', 'case', 'reporter'),
  atLeastOne('E.i.2.1b/some-reaction', 'case', 'reaction'),
  atLeastOne('G.k.2.2/some-drug', 'case', 'drug'),
  rule('C.2.r.5/one-primary', 'exactly one reporter is the primary source', (file) =>
    file
      .parts('case')
      .map((report) => ({ report, count: values(file, report, 'C.2.r.5').filter((value) => value === '1').length }))
      .filter(({ count }) => count !== 1)
      .map(({ report, count }) => ({ where: placeOf(report), found: `${count}` })),
  ),
  equal('N.2.r.1', 'C.1.1'),
  equal('N.2.r.4', 'C.1.2'),
  equal('N.2.r.2', 'N.1.3', 'warning'),
  rule('G.k.1/one-role', 'every drug has exactly one role', (file) =>
    file.parts('case').flatMap((report) => {
      const roles = file.within(report, 'role').flatMap(({ element }) => follow(element, TO_DRUG));
      return file.within(report, 'drug').flatMap((drug) => {
        const own = idsOf([drug]);
        const count = roles.filter(({ attributes }) => own.includes(attributes['root'] ?? '')).length;
        return count === 1 ? [] : [{ where: placeOf(drug), found: `${count}` }];
      });
    }),
  ),
  pointsTo('G.k.1/dangling-drug', 'role', TO_DRUG, 'drug'),
  pointsTo('G.k.9.i.1/dangling-reaction', 'opinion', TO_REACTION, 'reaction'),
  pointsTo('G.k.9.i.2.r.1/dangling-drug', 'opinion', TO_DRUG, 'drug'),
  pointsTo('G.k.9.i.3.1a/dangling-reaction', 'sinceFirst', 'actReference/id', 'reaction'),
  pointsTo('G.k.9.i.3.2a/dangling-reaction', 'sinceLast', 'actReference/id', 'reaction'),
  pointsTo('G.k.9.i.4/dangling-reaction', 'rechallenge', 'outboundRelationship1/actReference/id', 'reaction'),
  rule('E.i/unique-id', 'every reaction and every drug has an id of its own', (file) =>
    file.parts('case').flatMap((report) => {
      const ids = idsOf([...file.within(report, 'reaction'), ...file.within(report, 'drug')]);
      return ids
        .filter((id, index) => ids.indexOf(id) !== index)
        .map((id) => ({ where: placeOf(report), found: shown(id) }));
    }),
  ),
  rule('E.i.2.1a/one-version', 'one MedDRA version in the whole report', (file) =>
    file.parts('message').flatMap((message) => {
      const versions = [...new Set(meddraVersions(message.element))];
      return versions.length > 1 ? [{ where: placeOf(message), found: versions.join(', ') }] : [];
    }),
  ),
  rule('any/value-and-null-flavor', 'a value and a null flavour are never said together', valueAndNullFlavor),
  rule(
    'N.1.1/https-schema',
    'the schema is named with https',
    ({ root }) => (/\bhttp:/.test(root.attributes['xsi:schemaLocation'] ?? '') ? [{ where: 'batch' }] : []),
    'warning',
  ),
  rule(
    'E.i.2.1b/placeholder',
    'a code of the fabricated dictionary; no receiver takes it',
    (file) =>
      file
        .parts('message')
        .flatMap((message) =>
          meddraCodes(message.element).some((code) => code.startsWith('9999')) ||
          meddraVersions(message.element).includes('0.0')
            ? [{ where: placeOf(message) }]
            : [],
        ),
    'warning',
  ),
];

const all = (element: XmlElement): readonly XmlElement[] => [element, ...element.children.flatMap(all)];

const meddraAttributes = (element: XmlElement, name: string): readonly string[] =>
  all(element).flatMap(({ attributes }) =>
    attributes['codeSystem'] === MEDDRA && attributes[name] !== undefined ? [attributes[name]] : [],
  );
const meddraVersions = (element: XmlElement) => meddraAttributes(element, 'codeSystemVersion');
const meddraCodes = (element: XmlElement) => meddraAttributes(element, 'code');

const VALUES = ['value', 'code', 'extension'];

function valueAndNullFlavor(file: IcsrFile): readonly Breach[] {
  const wrong = all(file.root).filter(
    ({ attributes, text }) =>
      attributes['nullFlavor'] !== undefined &&
      (text.trim() !== '' || VALUES.some((name) => attributes[name] !== undefined)),
  );
  if (wrong.length === 0) return [];
  const numbers = new Map<XmlElement, ElementNumber>();
  for (const { element, place } of ELEMENTS) {
    for (const part of file.parts(place)) {
      for (const site of file.sites(part, element)) if (!numbers.has(site.element)) numbers.set(site.element, element);
    }
  }
  return wrong.map((element) => ({
    where: element.name,
    element: numbers.get(element) ?? '-',
    found: shown(element.attributes['nullFlavor'] ?? ''),
  }));
}
