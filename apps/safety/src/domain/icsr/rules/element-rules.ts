import { e2bDate, isKnownTo } from './dates.js';
import type { IcsrElement, Kind } from './element.js';
import { ELEMENTS } from './elements.data.js';
import { allows, isSaid, type IcsrFile, type Part, type Site } from './icsr-file.js';
import { PLACES } from './places.data.js';
import { placeOf, shown, type Breach, type Rule, type RuleId } from './rule.js';

function rule(element: IcsrElement, what: string, message: string, check: Rule['check']): Rule {
  const id: RuleId = `${element.element}/${what}`;
  return { id, element: element.element, severity: 'error', message, check };
}

/** A part there must be at least one of is missing with everything in it: said of the part around it. */
function required(element: IcsrElement): Rule {
  const { place, element: number } = element;
  return rule(element, 'required', 'must always be there', (file) => {
    const missing = file.parts(place).filter((part) => !isSaid(file, part, number));
    return [...missing, ...withoutPart(file, element)].map((part) => ({ where: placeOf(part) }));
  });
}

const AT_LEAST_ONE: ReadonlySet<string> = new Set([
  'message',
  'case',
  'reporter',
  'sender',
  'assessment',
  'patient',
  'reaction',
  'drug',
  'role',
]);

function withoutPart(file: IcsrFile, { place }: IcsrElement): readonly Part[] {
  const { inside }: (typeof PLACES)[typeof place] = PLACES[place];
  if (inside === undefined || !AT_LEAST_ONE.has(place)) return [];
  return nearest(file, inside).filter((outer) => file.within(outer, place).length === 0);
}

/** The parts of that kind, or of the nearest kind around it that is there. */
function nearest(file: IcsrFile, place: keyof typeof PLACES): readonly Part[] {
  const found = file.parts(place);
  const { inside }: (typeof PLACES)[typeof place] = PLACES[place];
  return found.length > 0 || inside === undefined ? found : nearest(file, inside);
}

const once = (element: IcsrElement): Rule =>
  rule(element, 'once', 'is said once', (file) =>
    file
      .parts(element.place)
      .filter((part) => file.sites(part, element.element).filter(({ value }) => value !== undefined).length > 1)
      .map((part) => ({ where: placeOf(part) })),
  );

/** An element whose value is one attribute of several is not judged by a null flavour that belongs to the others. */
function nullFlavor(element: IcsrElement): Rule {
  const { nullFlavors } = element;
  const may = nullFlavors.length > 0 ? `only ${nullFlavors.join(', ')}` : 'no null flavour';
  const shares = new Set(
    ELEMENTS.filter(({ place, path }) => place === element.place && path === element.path).flatMap(
      (other) => other.nullFlavors,
    ),
  );
  return rule(element, 'null-flavor', `may have ${may}`, (file) =>
    sitesOf(file, element, ({ nullFlavor: flavor }) => {
      const fine = flavor === undefined || allows(element, flavor) || [...shares].some((shared) => shared === flavor);
      return fine ? undefined : flavor;
    }),
  );
}

/** A code says which list it is of; the same digits of another list mean something else. */
function codeSystem(element: IcsrElement): readonly Rule[] {
  const { system } = element;
  if (system === undefined) return [];
  const wrong = ({ value, element: { attributes } }: Site) =>
    value === undefined || attributes['codeSystem'] === system ? undefined : (attributes['codeSystem'] ?? 'no list');
  return [rule(element, 'code-system', `is a code of ${system}`, (file) => sitesOf(file, element, wrong))];
}

function kindRules(element: IcsrElement): readonly Rule[] {
  const { kind } = element;
  const values = (what: string, message: string, isFine: (value: string, file: IcsrFile) => boolean): Rule =>
    rule(element, what, message, (file) =>
      sitesOf(file, element, ({ value }) => (value === undefined || isFine(value, file) ? undefined : value)),
    );
  switch (kind.kind) {
    case 'text':
      return [values('length', `has at most ${kind.most} characters`, (value) => [...value].length <= kind.most)];
    case 'code':
      return [values('code', `is one of ${kind.codes.join(', ')}`, (value) => kind.codes.includes(value))];
    case 'shape':
      return [values('shape', `is ${kind.says}`, (value) => kind.shape.test(value))];
    case 'number':
      return [values('number', numberSays(kind), (value) => isNumber(value, kind))];
    case 'unit':
      return [values('unit', unitSays(kind), (value) => isUnit(value, kind.units))];
    case 'date':
      return [
        values('date', 'is a day of the calendar, as CCYYMMDDhhmmss±ZZzz, as far as known', (value) =>
          Boolean(e2bDate(value)),
        ),
        values('precision', `is known at least to the ${kind.atLeast}${offset(kind)}`, (value) => {
          const date = e2bDate(value);
          return !date || isKnownTo(date, kind.atLeast);
        }),
        values('future', 'is not in the future', (value, { now }) => {
          const date = e2bDate(value);
          return !date || date.earliest <= now.epochMilliseconds;
        }),
      ];
  }
}

type Of<Name extends Kind['kind']> = Extract<Kind, { kind: Name }>;

const offset = ({ atLeast }: Of<'date'>) => (atLeast === 'second' ? ', with its offset' : '');
const numberSays = ({ most, whole }: Of<'number'>) =>
  `is a ${whole ? 'whole ' : ''}number of at most ${most} characters`;
const unitSays = ({ units }: Of<'unit'>) => (units === 'ucum' ? 'is a UCUM code' : `is one of ${units.join(', ')}`);

const isNumber = (value: string, { most, whole }: Of<'number'>): boolean =>
  value.length <= most && (whole ? /^\d+$/ : /^-?\d+(\.\d+)?$/).test(value);

/**
 * Constrained lists are compared; elsewhere a unit is one UCUM code: printable ASCII without blanks, at most 50
 * characters, and none of the English words people write instead.
 */
const isUnit = (value: string, units: readonly string[] | 'ucum'): boolean =>
  units === 'ucum' ? /^[!-~]{1,50}$/.test(value) && !WORDS.test(value) : units.includes(value);

const WORDS =
  /^(years?|months?|weeks?|days?|hours?|minutes?|seconds?|milligrams?|micrograms?|grams?|lit(er|re)s?|cells?|million.*|percent)$/i;

/** What is wrong at each place an element is written. */
function sitesOf(
  file: IcsrFile,
  { place, element }: IcsrElement,
  wrong: (site: Site) => string | undefined,
): readonly Breach[] {
  return file.parts(place).flatMap((part) =>
    file.sites(part, element).flatMap((site) => {
      const found = wrong(site);
      return found === undefined ? [] : [{ where: placeOf(part), found: shown(found) }];
    }),
  );
}

/** What each element must be, wherever it is: made from the table of elements, one rule per element and question. */
export const elementRules: readonly Rule[] = ELEMENTS.flatMap((element) => [
  ...(element.required ? [required(element)] : []),
  ...(element.many ? [] : [once(element)]),
  nullFlavor(element),
  ...codeSystem(element),
  ...kindRules(element),
]);
