import type { ElementNumber } from './element.js';
import { elementOf, values, type IcsrFile } from './icsr-file.js';
import type { PlaceName } from './places.data.js';
import { NEEDED, PAIRS } from './needed.data.js';
import { placeOf, type Rule, type Severity } from './rule.js';
import { always, any, both, has, inOrder, not, said, type When } from './when.js';

/* What one element asks of another (ICH E2B(R3), core data elements, the column of business rules). */

/** In every part of a kind where one thing holds, another must. */
function whenever(
  id: Rule['id'],
  place: PlaceName,
  holds: When,
  must: When,
  message: string,
  severity: Severity = 'error',
): Rule {
  const [element = ''] = id.split('/');
  const check = (file: IcsrFile) =>
    file
      .parts(place)
      .filter((part) => holds(file, part) && !must(file, part))
      .map((part) => ({ where: placeOf(part) }));
  return { id, element, severity, message, check };
}

/** The first is needed where the second is. */
const needed = (element: ElementNumber, by: ElementNumber): Rule =>
  whenever(`${element}/needed-by-${by}`, elementOf(by).place, has(by), said(element), `is needed where ${by} is`);

/** Neither without the other. */
const pair = (one: ElementNumber, other: ElementNumber): readonly Rule[] => [needed(one, other), needed(other, one)];

const CONDITIONS: readonly Rule[] = [
  whenever(
    'D.9.2.r.2/words',
    'causeOfDeath',
    has('D.9.2.r.1b'),
    has('D.9.2.r.2'),
    'some receivers want the words as well',
    'warning',
  ),
  whenever(
    'G.k.4.r.9.2a/version',
    'dose',
    has('G.k.4.r.9.2b'),
    has('G.k.4.r.9.2a'),
    'the id of a form has a version',
    'warning',
  ),
  whenever(
    'G.k.4.r.10.2a/version',
    'dose',
    has('G.k.4.r.10.2b'),
    has('G.k.4.r.10.2a'),
    'the id of a route has a version',
    'warning',
  ),
  whenever(
    'G.k.9.i.2.r.3/some-opinion',
    'case',
    has('C.5.4', '1'),
    (file, part) => file.within(part, 'opinion').length > 0,
    'a report from a trial says what was thought of the cause',
    'warning',
  ),
  whenever(
    'C.1.6.1.r.1/documents-available',
    'case',
    has('C.1.6.1', 'true'),
    has('C.1.6.1.r.1'),
    'is needed where C.1.6.1 is true',
  ),
  whenever(
    'C.1.9.1.r.1/other-ids',
    'case',
    has('C.1.9.1', 'true'),
    has('C.1.9.1.r.1'),
    'is needed where C.1.9.1 is true',
  ),
  whenever(
    'C.1.9.1.r.2/other-ids',
    'case',
    has('C.1.9.1', 'true'),
    has('C.1.9.1.r.2'),
    'is needed where C.1.9.1 is true',
  ),
  whenever(
    'C.3.2/sender-type',
    'sender',
    not(has('C.3.1', '7')),
    has('C.3.2'),
    'is needed unless the sender is the patient',
  ),
  whenever('C.5.4/study-report', 'case', has('C.1.3', '2'), has('C.5.4'), 'is needed in a report from a study'),
  whenever('D.7.2/no-history', 'patient', not(has('D.7.1.r.1b')), said('D.7.2'), 'is needed where no history is coded'),
  whenever('D.8.r.1/past-drug', 'pastDrug', always, said('D.8.r.1'), 'is needed in every past drug'),
  whenever('F.r.1/test', 'test', always, said('F.r.1'), 'is needed in every test'),
  whenever('F.r.2.1/test-name', 'test', always, any(has('F.r.2.1'), has('F.r.2.2b')), 'a test has a name or a code'),
  whenever(
    'F.r.3.1/test-result',
    'test',
    always,
    any(has('F.r.3.1'), has('F.r.3.2'), has('F.r.3.4')),
    'a test has a code, a number or words as its result',
  ),
  whenever(
    'C.2.r.4/reporter',
    'case',
    always,
    has('C.2.r.4', '1', '2', '3', '4', '5'),
    'no reporter has a qualification',
    'warning',
  ),
  whenever(
    'C.5.3/study-number',
    'case',
    has('C.5.4', '1'),
    said('C.5.3'),
    'a trial is known by the number of its sponsor',
    'warning',
  ),
  whenever(
    'C.5.1.r.1/trial-number',
    'case',
    has('C.5.4', '1'),
    said('C.5.1.r.1'),
    'a trial is known by its EU number',
    'warning',
  ),
  whenever(
    'D.1.1.4/subject-number',
    'case',
    has('C.5.4', '1'),
    said('D.1.1.4'),
    'a participant is known by a number',
    'warning',
  ),
  whenever(
    'G.k.1/some-suspect',
    'case',
    has('G.k.2.2'),
    has('G.k.1', '1', '3', '4'),
    'one drug at least is suspect, interacting or not administered',
  ),
  whenever(
    'G.k.1/study-suspect',
    'case',
    both(has('C.1.3', '2'), has('G.k.2.2')),
    has('G.k.1', '1', '3'),
    'in a report from a study one drug at least is suspect or interacting',
  ),
  whenever('C.1.5/not-before-first', 'case', always, inOrder('C.1.4', 'C.1.5'), 'is not before C.1.4'),
  whenever('E.i.5/not-before-start', 'reaction', always, inOrder('E.i.4', 'E.i.5'), 'is not before E.i.4', 'warning'),
  whenever(
    'D.7.1.r.4/not-before-start',
    'history',
    always,
    inOrder('D.7.1.r.2', 'D.7.1.r.4'),
    'is not before D.7.1.r.2',
    'warning',
  ),
  whenever(
    'G.k.4.r.5/not-before-start',
    'dose',
    always,
    inOrder('G.k.4.r.4', 'G.k.4.r.5'),
    'is not before G.k.4.r.4',
    'warning',
  ),
  whenever(
    'C.1.11.1/initial',
    'case',
    has('C.1.11.1'),
    not((file, part) => values(file, part, 'C.1.4').join() === values(file, part, 'C.1.5').join()),
    'an initial report has none; C.1.4 and C.1.5 are the same day',
    'warning',
  ),
];

export const dependencyRules: readonly Rule[] = [
  ...PAIRS.flatMap(([one, other]) => pair(one, other)),
  ...NEEDED.map(([element, by]) => needed(element, by)),
  ...CONDITIONS,
];
