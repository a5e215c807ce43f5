import type { Answers, Flag, FormCircumstances } from '../../instrument.js';
import { isAnswered, numberOf, ticksOf } from '../../read-answers.js';
import { blocks, categories, choiceItems, otherAid } from './items.js';
import { isAided, scoreHaqDi } from './score.js';

/** All twenty items alike, not zero, faster than this: worth a look, no more. */
const HURRIED_SECONDS = 30;
/** A larger change of the standard index between two visits is unusual. */
const LARGE_CHANGE = 1.5;

/** What a person should look at in an HAQ; nothing here blocks the form or changes a score. */
export const flagHaqDi = (answers: Answers, circumstances: FormCircumstances): readonly Flag[] => [
  ...aidWithoutItems(answers),
  ...otherAidNotPlaced(answers),
  ...aidsNotStated(answers),
  ...wheelchairWithEasyWalking(answers),
  ...straightLine(answers, circumstances),
  ...largeChange(answers, circumstances),
];

/** An aid never makes a score for a category nobody answered, so the site has to ask. */
const aidWithoutItems = (answers: Answers): readonly Flag[] =>
  categories
    .filter(({ code, items }) => isAided(answers, code) && !items.some((item) => isAnswered(answers, item)))
    .map(({ items }) => ({ code: 'haq-aid-without-items', weight: 'query', items }));

const otherAidNotPlaced = (answers: Answers): readonly Flag[] =>
  blocks
    .filter((block) => ticksOf(answers, `aids${block}`).includes(otherAid) !== isAnswered(answers, `other${block}`))
    .map((block) => ({ code: 'haq-other-aid', weight: 'query', items: [`aids${block}`, `other${block}`] }));

/** Nothing ticked, not even "none of these": scored as none used, but it may be a page that was not seen. */
const aidsNotStated = (answers: Answers): readonly Flag[] =>
  blocks
    .flatMap((block) => [`aids${block}`, `help${block}`])
    .filter((item) => !isAnswered(answers, item))
    .map((item) => ({ code: 'haq-aids-not-stated', weight: 'soft', items: [item] }));

const wheelchairWithEasyWalking = (answers: Answers): readonly Flag[] =>
  ticksOf(answers, 'aids1').includes('wheelchair') && numberOf(answers, 'i8') === 0
    ? [{ code: 'haq-wheelchair-level-walking', weight: 'soft', items: ['aids1', 'i8'] }]
    : [];

function straightLine(answers: Answers, { secondsTaken }: FormCircumstances): readonly Flag[] {
  const values = choiceItems.map(({ code }) => numberOf(answers, code));
  const [first] = values;
  const alike = typeof first === 'number' && first > 0 && values.every((value) => value === first);
  return alike && secondsTaken !== undefined && secondsTaken < HURRIED_SECONDS
    ? [{ code: 'haq-straight-line', weight: 'soft', items: choiceItems.map(({ code }) => code) }]
    : [];
}

function largeChange(answers: Answers, { previousScores }: FormCircumstances): readonly Flag[] {
  const before = previousScores?.['haq-di.standard'] ?? null;
  const now = scoreHaqDi(answers).find(({ code }) => code === 'haq-di.standard')?.value ?? null;
  return before !== null && now !== null && Math.abs(now - before) > LARGE_CHANGE
    ? [{ code: 'haq-large-change', weight: 'soft', items: [] }]
    : [];
}
