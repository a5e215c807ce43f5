import { instant, plainDate } from '@trial/kernel';
import fc from 'fast-check';
import type { CaseReport } from '../../apps/safety/src/domain/icsr/case/case-report.js';
import type { Reporter } from '../../apps/safety/src/domain/icsr/case/people.js';
import { firstSenders, qualifications, senderTypes } from '../../apps/safety/src/domain/icsr/code-lists/code-lists.js';
import { drugOf } from './arbitrary-drug.js';
import { patient } from './arbitrary-patient.js';
import { reaction, test } from './arbitrary-reaction.js';
import { key, textUpTo, known, maybe, code, country, list, restrictable, seen } from './arbitrary-values.js';

const reporter = (primary: boolean): fc.Arbitrary<Reporter> =>
  fc
    .tuple(
      maybe({
        title: known(textUpTo(50)),
        given: known(textUpTo(60)),
        middle: known(textUpTo(60)),
        family: known(textUpTo(60)),
        organisation: known(textUpTo(60)),
        department: known(textUpTo(60)),
        street: known(textUpTo(100)),
        city: known(textUpTo(35)),
        state: known(textUpTo(40)),
        postcode: known(textUpTo(15)),
        telephone: known(textUpTo(33)),
      }),
      country,
      fc.oneof(key(qualifications), fc.constant('unknown' as const)),
    )
    .map(([names, where, qualification]) => ({ ...names, country: where, qualification, primary }));

/** A random first version of a case. Its suspect drug is open to both readers. */
export const arbitraryCase: fc.Arbitrary<CaseReport> = list(reaction, 3, 1).chain((reactions) =>
  fc
    .tuple(drugOf(reactions), restrictable(drugOf(reactions)), list(reporter(false), 2), reporter(true), patient)
    .chain(([suspect, others, moreReporters, primary, who]) => {
      const drugs = [{ ...suspect, role: 'suspect' as const }, ...others];
      return fc
        .tuple(
          fc.record({
            firstSender: key(firstSenders),
            documents: restrictable(fc.record({ title: textUpTo(2000) })),
            expedited: seen(fc.boolean()),
            otherIds: restrictable(fc.record({ source: textUpTo(100), id: textUpTo(100) })),
            linkedReports: restrictable(fc.record({ id: textUpTo(100) })),
            sender: fc
              .tuple(
                fc.record({ type: key(senderTypes), organisation: textUpTo(100) }),
                maybe({
                  department: textUpTo(60),
                  email: fc.constant('safety@example.org'),
                  person: maybe({
                    title: textUpTo(50),
                    given: textUpTo(60),
                    middle: textUpTo(60),
                    family: textUpTo(60),
                  }),
                  address: maybe({
                    street: textUpTo(100),
                    city: textUpTo(35),
                    state: textUpTo(40),
                    postcode: textUpTo(15),
                    country,
                    telephone: textUpTo(33),
                    fax: textUpTo(33),
                  }),
                }),
              )
              .map(([always, more]) => ({ ...always, ...more })),
            study: fc.record({
              name: textUpTo(2000),
              sponsorNumber: textUpTo(50),
              registrations: list(fc.record({ number: textUpTo(50), country })),
            }),
            tests: restrictable(test),
            opinions: restrictable(
              fc.record({
                reactionId: fc.constantFrom(...reactions.map(({ id }) => id)),
                drugId: fc.constantFrom(...drugs.map(({ id }) => id)),
                judge: fc.constantFrom('investigator' as const, 'sponsor' as const),
                possibility: fc.constantFrom('reasonable' as const, 'none' as const),
                method: textUpTo(60),
                result: textUpTo(60),
              }),
            ),
            narrative: seen(textUpTo(2000)),
            diagnoses: restrictable(code),
          }),
          maybe({ reporterComment: seen(textUpTo(2000)), senderComment: seen(textUpTo(2000)) }),
        )
        .map(([always, more]): CaseReport => ({
          ...always,
          ...more,
          safetyReportId: 'NL-EXAMPLESPONSOR-1',
          worldwideId: 'NL-EXAMPLESPONSOR-1',
          version: 1,
          kind: { kind: 'initial' },
          createdAt: instant('2026-03-05T08:00:00Z'),
          firstReceivedOn: plainDate('2026-03-03'),
          latestReceivedOn: plainDate('2026-03-04'),
          reporters: [...moreReporters, primary],
          patient: who,
          reactions,
          drugs,
        }));
    }),
);
