import type { ChoiceItem, TicksItem } from '../../instrument.js';

/**
 * The Stanford 20-item HAQ as data: item numbers, their eight categories, the aids that count per category. Only
 * numbers and categories are kept here; the wording is the rights holder's and is loaded per trial and language.
 * Category and aid placement: CLINHAQ/IMACS description and the BADBIR form (bath seat under hygiene).
 */
export const categories = [
  { code: 'dressing', items: ['i1', 'i2'], block: 1 },
  { code: 'arising', items: ['i3', 'i4'], block: 1 },
  { code: 'eating', items: ['i5', 'i6', 'i7'], block: 1 },
  { code: 'walking', items: ['i8', 'i9'], block: 1 },
  { code: 'hygiene', items: ['i10', 'i11', 'i12'], block: 2 },
  { code: 'reach', items: ['i13', 'i14'], block: 2 },
  { code: 'grip', items: ['i15', 'i16', 'i17'], block: 2 },
  { code: 'activities', items: ['i18', 'i19', 'i20'], block: 2 },
] as const satisfies readonly { code: string; items: readonly string[]; block: 1 | 2 }[];

export type Category = (typeof categories)[number]['code'];

/** The category an aid counts for, by block of the form. Activities has a help box but no listed aid. */
export const aidCategories: Readonly<Record<Block, Readonly<Record<string, Category>>>> = {
  1: {
    cane: 'walking',
    walker: 'walking',
    crutches: 'walking',
    wheelchair: 'walking',
    'dressing-device': 'dressing',
    utensils: 'eating',
    chair: 'arising',
  },
  2: {
    'raised-toilet-seat': 'hygiene',
    'bath-seat': 'hygiene',
    'bath-bar': 'hygiene',
    'long-handled-bathroom': 'hygiene',
    'long-handled-reach': 'reach',
    'jar-opener': 'grip',
  },
};

/** The form asks for aids and help twice: after items 1-9 and after items 10-20. */
export const blocks = [1, 2] as const;
export type Block = (typeof blocks)[number];

/** Ticked beside an aid that is not listed; a person places it in categories through `other1`, `other2`. */
export const otherAid = 'other';
export const noneOfThese = 'none';

export const choiceItems: readonly ChoiceItem[] = categories.flatMap(({ items }) =>
  items.map((code): ChoiceItem => ({
    code,
    kind: 'choice',
    minimum: 0,
    maximum: 3,
    required: true,
    filledBy: 'participant',
  })),
);

const categoriesOf = (block: Block): readonly Category[] =>
  categories.filter((category) => category.block === block).map(({ code }) => code);

const ticks = (code: string, options: readonly string[]): TicksItem => ({
  code,
  kind: 'ticks',
  options: [...options, noneOfThese],
  noneOption: noneOfThese,
  required: false,
  filledBy: 'participant',
});

const placedByClinician = (block: Block): TicksItem => ({
  code: `other${block}`,
  kind: 'ticks',
  options: categoriesOf(block),
  required: false,
  filledBy: 'clinician',
});

const blockItems = (block: Block): readonly TicksItem[] => [
  ticks(`aids${block}`, [...Object.keys(aidCategories[block]), otherAid]),
  ticks(`help${block}`, categoriesOf(block)),
  placedByClinician(block),
];

/** All items in form order: 1-9, the first block of aids and help, 10-20, the second block. */
export const items = [...choiceItems.slice(0, 9), ...blockItems(1), ...choiceItems.slice(9), ...blockItems(2)];
