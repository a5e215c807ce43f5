import fc from 'fast-check';
import type { Patient } from '../../apps/safety/src/domain/icsr/case/patient.js';
import { ageGroups, sexes } from '../../apps/safety/src/domain/icsr/code-lists/code-lists.js';
import {
  key,
  textUpTo,
  known,
  flavoured,
  maybe,
  moment,
  code,
  amount,
  list,
  restrictable,
} from './arbitrary-values.js';

const history = fc
  .tuple(code, maybe({ start: moment, end: moment, continuing: flavoured(fc.boolean()), comment: textUpTo(2000) }))
  .map(([meddra, more]) => ({ meddra, ...more }));
const cause = fc.record({ meddra: code, words: textUpTo(250) });
const pastDrug = fc
  .tuple(textUpTo(250), maybe({ start: moment, end: moment, indication: code, reaction: code }))
  .map(([name, more]) => ({ name, ...more }));

/** A random participant. */
export const patient: fc.Arbitrary<Patient> = fc
  .tuple(
    fc.record({
      initials: flavoured(textUpTo(60)),
      subjectNumber: textUpTo(20),
      history: restrictable(history),
      pastDrugs: restrictable(pastDrug),
    }),
    maybe({
      recordNumbers: maybe({ gp: textUpTo(20), specialist: textUpTo(20), hospital: textUpTo(20) }),
      birth: fc.constantFrom({ value: '1970-02-03' }, { absent: 'MSK' as const }),
      age: amount('a', 'mo', 'd'),
      ageGroup: key(ageGroups),
      weight: fc.constantFrom('70', '71.25'),
      height: fc.constantFrom('168', '99'),
      sex: flavoured(key(sexes)),
      historyText: flavoured(textUpTo(10_000)),
      concomitantTherapies: fc.constant(true as const),
      death: fc.record({
        date: known(moment),
        causes: list(cause),
        autopsy: known(fc.boolean()),
        autopsyCauses: list(cause),
      }),
      parent: fc.record({ identification: flavoured(textUpTo(60)), sex: flavoured(key(sexes)) }),
    }),
  )
  .map(([always, more]) => ({ ...always, ...more }));
