import fc from 'fast-check';
import type { CaseDrug, Dose, OpenProduct, Product } from '../../apps/safety/src/domain/icsr/case/drug.js';
import type { Reaction } from '../../apps/safety/src/domain/icsr/case/reaction.js';
import { actionsWithDrug, drugNotes, rechallenges } from '../../apps/safety/src/domain/icsr/code-lists/code-lists.js';
import { key, textUpTo, maybe, moment, code, amount, time, dose, country, list } from './arbitrary-values.js';

const term = fc
  .tuple(textUpTo(60), maybe({ id: fc.record({ code: fc.constant('EX-1'), version: fc.constant('0') }) }))
  .map(([words, more]) => ({ words, ...more }));
const given = { start: moment, last: moment, duration: time, route: term };
const wholeDose: fc.Arbitrary<Dose> = maybe({
  ...given,
  dose,
  every: amount('d', 'wk', '{total}'),
  lot: textUpTo(35),
  text: textUpTo(2000),
  form: term,
});

export const openProduct: fc.Arbitrary<OpenProduct> = fc
  .tuple(
    fc.record({
      name: textUpTo(250),
      substances: list(fc.tuple(textUpTo(250), maybe({ strength: dose })).map(([name, more]) => ({ name, ...more }))),
      doses: list(wholeDose),
      notes: fc.subarray(Object.keys(drugNotes.codes)) as fc.Arbitrary<OpenProduct['notes']>,
    }),
    maybe({
      obtainedIn: country,
      authorisation: fc
        .tuple(textUpTo(35), country, maybe({ holder: textUpTo(60) }))
        .map(([number, where, more]) => ({ number, country: where, ...more })),
      cumulativeDose: dose,
      noteText: textUpTo(2000),
    }),
  )
  .map(([always, more]) => ({ ...always, ...more }));

const product: fc.Arbitrary<Product> = fc.oneof(
  openProduct.map((open) => ({ masked: false as const, open })),
  fc.record({
    masked: fc.constant(true as const),
    phrase: textUpTo(250),
    given: list(maybe(given)),
    disclosed: fc.option(openProduct),
  }),
);

export const drugOf = (reactions: readonly Reaction[]): fc.Arbitrary<CaseDrug> =>
  fc
    .tuple(
      fc.record({
        id: fc.uuid(),
        role: fc.constantFrom('suspect' as const, 'concomitant' as const, 'interacting' as const),
        product,
        indications: list(
          fc.tuple(textUpTo(250), maybe({ meddra: code })).map(([words, more]) => ({ words, ...more })),
        ),
        relations: fc.subarray([...reactions]).chain((some) =>
          fc.tuple(
            ...some.map(({ id }) =>
              maybe({ sinceFirst: time, sinceLast: time, rechallenge: key(rechallenges) }).map((more) => ({
                reactionId: id,
                ...more,
              })),
            ),
          ),
        ),
      }),
      maybe({ action: key(actionsWithDrug) }),
    )
    .map(([always, more]) => ({ ...always, ...more }));
