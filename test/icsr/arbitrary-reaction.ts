import fc from 'fast-check';
import type { Reaction, TestResult } from '../../apps/safety/src/domain/icsr/case/reaction.js';
import { highlights, outcomeCodes, testVerdicts } from '../../apps/safety/src/domain/icsr/code-lists/code-lists.js';
import { seriousnessCriteria } from '../../apps/safety/src/domain/seriousness.js';
import { key, textUpTo, known, maybe, moment, date, code, amount, time } from './arbitrary-values.js';

export const reaction: fc.Arbitrary<Reaction> = fc
  .tuple(
    fc.record({
      id: fc.uuid(),
      words: textUpTo(250),
      language: fc.constantFrom('dut', 'eng'),
      meddra: code,
      seriousness: fc.subarray([...seriousnessCriteria]),
      outcome: key(outcomeCodes),
    }),
    maybe({
      translation: textUpTo(250),
      highlight: key(highlights),
      start: fc.oneof(date, known(moment)),
      end: date,
      duration: time,
      medicallyConfirmed: fc.boolean(),
      country: fc.constantFrom('NL', 'BE'),
    }),
  )
  .map(([always, more]) => ({ ...always, ...more }));

export const test: fc.Arbitrary<TestResult> = fc
  .tuple(
    fc.oneof(date, fc.constant({ absent: 'UNK' as const })),
    fc.oneof(
      fc.record({ name: textUpTo(250) }),
      fc.record({ meddra: code }),
      fc.record({ name: textUpTo(250), meddra: code }),
    ),
    fc.oneof(
      fc.record({ kind: fc.constant('verdict' as const), verdict: key(testVerdicts) }),
      fc.record({ kind: fc.constant('words' as const), words: textUpTo(2000) }),
      fc.record({
        kind: fc.constant('number' as const),
        comparator: fc.constantFrom('=' as const, '<' as const, '<=' as const, '>' as const, '>=' as const),
        quantity: amount('mg/L', '10*9/L', '%'),
      }),
    ),
    maybe({
      normalLow: amount('mg/L'),
      normalHigh: amount('mg/L'),
      comment: textUpTo(2000),
      moreInformation: fc.boolean(),
    }),
  )
  .map(([on, name, result, more]) => ({ on, ...name, result, ...more }));
