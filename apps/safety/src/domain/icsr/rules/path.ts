import { HL7_INTERPRETATION, ich, MEDDRA } from '../code-lists/oids.js';
import type { XmlElement } from '../xml/xml-element.js';

/**
 * A way down a tree, in one line: names between slashes, each with what it must be, in brackets.
 *
 *   `[19:29]`     its child `code` is 29 of the ICH list 1.19 (`*`: any code of the list; `MEDDRA` or `NA` as the whole)
 *   `[>x 22:2]`   so is the `code` of its child x
 *   `[root 3.1]`  its attribute `root` is that namespace of ICH;  `[list 1.6]` its attribute `codeSystem` is that list
 *   `[link SAS]`  its type code;  `[type PQ]` its `xsi:type`;  `[by 3]` who says it (list 1.21);  `[n 2]` the second of them
 *   `[tel tel:]`  its value begins so;  `[bound L]` its interpretation (low or high limit);  `[null]` it has a null flavour
 */
export type Path = string;

type Test = (element: XmlElement) => boolean;
interface Step {
  readonly name: string;
  readonly tests: readonly Test[];
  /** Which of those that pass, from 0; all when undefined. */
  readonly nth: number | undefined;
}

/** Every element a path leads to, in the order of the document. */
export function follow(from: XmlElement, path: Path): readonly XmlElement[] {
  if (path === '') return [from];
  return stepsOf(path).reduce<readonly XmlElement[]>(
    (reached, { name, tests, nth }) =>
      reached.flatMap((element) => {
        const passed = element.children.filter((child) => child.name === name && tests.every((test) => test(child)));
        return nth === undefined ? passed : passed.slice(nth, nth + 1);
      }),
    [from],
  );
}

const known = new Map<Path, readonly Step[]>();

function stepsOf(path: Path): readonly Step[] {
  const before = known.get(path);
  if (before) return before;
  const steps = path.split('/').map(stepOf);
  known.set(path, steps);
  return steps;
}

function stepOf(text: string): Step {
  const [name = ''] = text.split('[');
  const conditions = [...text.matchAll(/\[([^\]]*)\]/g)].map(([, condition = '']) => condition);
  const nth = conditions.find((condition) => condition.startsWith('n '));
  return {
    name,
    tests: conditions.filter((condition) => condition !== nth).map(testOf),
    nth: nth === undefined ? undefined : Number(nth.slice(2)) - 1,
  };
}

const attributeTests: Readonly<Record<string, (value: string) => Test>> = {
  root: (value) => has('root', oid(value)),
  list: (value) => has('codeSystem', oid(value)),
  link: (value) => has('typeCode', value),
  type: (value) => has('xsi:type', value),
  tel: (value) => (element) => element.attributes['value']?.startsWith(value) ?? false,
  by: (value) => (element) => follow(element, 'author/assignedEntity').some(codedAs(`21:${value}`)),
  null: () => (element) => element.attributes['nullFlavor'] !== undefined,
  bound: (value) => (element) =>
    follow(element, 'interpretationCode').some(
      ({ attributes }) => attributes['code'] === value && attributes['codeSystem'] === HL7_INTERPRETATION,
    ),
};

function testOf(condition: string): Test {
  if (condition.startsWith('>')) {
    const [child = '', code = ''] = condition.slice(1).split(' ');
    return (element) => element.children.some((inner) => inner.name === child && codedAs(code)(inner));
  }
  const [kind = '', ...value] = condition.split(' ');
  return attributeTests[kind]?.(value.join(' ')) ?? codedAs(condition);
}

const has =
  (attribute: string, value: string): Test =>
  (element) =>
    element.attributes[attribute] === value;

/** `1.6` and `3.1` are of ICH; anything longer is a whole OID. */
const oid = (text: string): string =>
  /^([13])\.(\d+)$/.test(text)
    ? ich(text.startsWith('1') ? `1.${Number(text.slice(2))}` : `3.${Number(text.slice(2))}`)
    : text;

function codedAs(condition: string): Test {
  return (element) =>
    element.children.some(({ name, attributes }) => {
      if (name !== 'code') return false;
      if (condition === 'MEDDRA') return attributes['codeSystem'] === MEDDRA;
      if (condition === 'NA') return attributes['nullFlavor'] === 'NA';
      const [list = '', code = ''] = condition.split(':');
      return attributes['codeSystem'] === oid(`1.${list}`) && (code === '*' || attributes['code'] === code);
    });
}
