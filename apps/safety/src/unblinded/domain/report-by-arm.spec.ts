import fc from 'fast-check';
import { organClasses } from '../../domain/ctcae/organ-classes.js';
import type { Grade } from '../../domain/ctcae/term.js';
import type { Extent, LocalToxicityPolicy } from '../../domain/local-toxicity.js';
import { localToxicityTable } from '../../domain/local-toxicity-table.js';
import { maximumGrades, type Tally } from '../../domain/maximum-grade.js';
import {
  formsIn,
  gradedEventsIn,
  treatedIn,
  type SafetySnapshot,
  type SnapshotEvent,
} from '../../domain/safety-snapshot.js';
import { seriousnessCriteria, type SeriousnessCriterion } from '../../domain/seriousness.js';
import { reportByArm, type ReportRules } from './report-by-arm.js';

const localToxicity: LocalToxicityPolicy = {
  referenceVisit: 'BL',
  items: [{ code: 'swelling', terms: ['fall'], proposal: 'first-term', countsForOutcome: true }],
};
const rules: ReportRules = { ctcaeVersion: '4.03', untilDay: 84, localToxicity };

const event = (id: number, participantId: string, more: Partial<SnapshotEvent> = {}): SnapshotEvent => ({
  ...{ adverseEventId: `e${id}`, participantId, siteId: 'UMCU', trialVersion: 1, ctcaeVersion: '4.03' },
  ...{ term: 'fall', organClass: 'Vascular disorders', words: null, status: 'confirmed', source: 'reported' },
  ...{ grade: 2, seriousness: [], outcome: 'unknown', actionTaken: 'unknown', digitThreatening: false },
  ...{ onsetOn: '2025-03-10', endedOn: null, version: 1, awareAt: null, recordedBy: 'i', changedBy: 'i' },
  ...{ recordedAt: '2025-03-10T08:00:00.000Z', changedAt: '2025-03-10T08:00:00.000Z', opinions: [], verdict: null },
  ...{ receipt: null, localFindings: [] },
  segments: [
    {
      ...{ ordinal: 1, grade: 2, startedOn: '2025-03-10', endedOn: null, startedAt: null },
      recordedAt: '2025-03-10T08:00:00.000Z',
    },
  ],
  ...more,
});
const participant = (participantId: string, treatedAt: string | null = '2025-03-01T11:00:00.000Z') => ({
  ...{ participantId, siteId: 'UMCU', trialVersion: 1, zone: 'Europe/Amsterdam', treatedAt },
});
const of = (events: readonly SnapshotEvent[], people = ['p1', 'p2']): SafetySnapshot => ({
  ...{ participants: people.map((id) => participant(id)), events, forms: [], links: [] },
});

describe('a report by arm', () => {
  const arms = new Map([
    ['p1', 'B'],
    ['p2', 'A'],
  ]);

  it('counts of each arm its own participants and events, the serious, the suspected and the fatal apart', () => {
    const suspected = [
      { cause: 'cells', judge: 'sponsor', possibility: 'reasonable', by: 's', at: '', reason: null },
    ] as const;
    const [a, b] = reportByArm(
      of([
        event(1, 'p1', { seriousness: ['hospitalisation'] }),
        event(2, 'p1', { seriousness: ['hospitalisation'], opinions: suspected }),
        event(3, 'p2', { seriousness: ['death'], outcome: 'fatal' }),
        event(4, 'p2', { outcome: 'fatal', digitThreatening: true }),
        event(5, 'p2', { status: 'candidate', seriousness: ['death'] }),
      ]),
      arms,
      rules,
    );
    expect(a).toMatchObject({
      arm: 'A',
      events: 2,
      seriousEvents: 1,
      seriousReactions: 0,
      deaths: 1,
      digitThreatening: 1,
    });
    expect(b).toMatchObject({
      arm: 'B',
      events: 2,
      seriousEvents: 2,
      seriousReactions: 1,
      deaths: 0,
      digitThreatening: 0,
    });
  });

  it('has an arm in which nobody was treated, with zeros', () => {
    const snapshot = { ...of([event(1, 'p1')]), participants: [participant('p1'), participant('p2', null)] };
    const [a] = reportByArm(snapshot, arms, rules);
    expect([a?.arm, a?.participants, a?.events, a?.grades.overall.all.dosed]).toEqual(['A', 0, 0, 0]);
  });

  it('is refused when somebody treated holds no arm, and is not disturbed by somebody who was never treated', () => {
    expect(() => reportByArm(of([]), new Map([['p1', 'A']]), rules)).toThrow(
      expect.objectContaining({ code: 'not-allocated' }),
    );
    const untreated = { ...of([]), participants: [participant('p1'), participant('p2', null)] };
    expect(reportByArm(untreated, new Map([['p1', 'A']]), rules)).toHaveLength(1);
  });

  it('adds up over the arms to the pooled report', () => {
    const people = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6'];
    const events = fc.array(
      fc.record({
        participantId: fc.constantFrom(...people),
        organClass: fc.constantFrom(...organClasses),
        grade: fc.option(fc.constantFrom<Grade>(1, 2, 3, 4, 5)),
        seriousness: fc.subarray<SeriousnessCriterion>([...seriousnessCriteria]),
        related: fc.boolean(),
        startedOn: fc.constantFrom('2025-02-01', '2025-03', '2025-03-20', '2025-05-24', '2025-05-25'),
      }),
      { maxLength: 20 },
    );
    const forms = fc.array(
      fc.record({ participantId: fc.constantFrom(...people), extent: fc.constantFrom<Extent>(0, 1, 2, 3) }),
    );
    fc.assert(
      fc.property(
        events,
        forms,
        fc.array(fc.constantFrom('A', 'B', 'C'), { minLength: 6, maxLength: 6 }),
        (given, seen, held) => {
          const snapshot: SafetySnapshot = {
            ...of(
              given.map(({ grade, startedOn, related, ...more }, index) =>
                event(index, more.participantId, {
                  ...more,
                  opinions: related
                    ? [{ cause: 'cells', judge: 'sponsor', possibility: 'reasonable', by: 's', at: '', reason: null }]
                    : [],
                  segments: [
                    {
                      ordinal: 1,
                      grade,
                      startedOn,
                      endedOn: null,
                      startedAt: null,
                      recordedAt: '2025-03-10T08:00:00.000Z',
                    },
                  ],
                }),
              ),
              people,
            ),
            forms: seen.map(({ participantId, extent }, index) => ({
              ...{ formId: `f${index}`, siteId: 'UMCU', version: 1, participantId, visitCode: 'W02', limb: 'treated' },
              ...{ assessedAt: '2025-03-15T10:00:00.000Z', answers: { swelling: extent } },
            })),
          };
          const reports = reportByArm(snapshot, new Map(people.map((id, index) => [id, held[index] ?? 'A'])), rules);
          const pooled = maximumGrades(treatedIn(snapshot), gradedEventsIn(snapshot), '4.03', 84);
          const added = (tallyOf: (report: (typeof reports)[number]) => Tally | undefined) =>
            [0, 1, 2, 3, 4, 5, 'unknown'].map((grade) =>
              reports.reduce((sum, report) => sum + (tallyOf(report)?.byGrade[grade as 0] ?? 0), 0),
            );
          const columns = ({ byGrade }: Tally) => [0, 1, 2, 3, 4, 5, 'unknown'].map((grade) => byGrade[grade as 0]);
          for (const kind of ['all', 'related'] as const) {
            expect(added(({ grades }) => grades.overall[kind])).toEqual(columns(pooled.overall[kind]));
            for (const [index, row] of pooled.rows.entries())
              expect(added(({ grades }) => grades.rows[index]?.[kind])).toEqual(columns(row[kind]));
          }
          const local = localToxicityTable(treatedIn(snapshot), formsIn(snapshot), [], localToxicity, 84);
          for (const outcome of ['yes', 'no', 'notAssessed'] as const)
            expect(reports.reduce((sum, report) => sum + (report.localToxicity?.[outcome] ?? 0), 0)).toBe(
              local[outcome],
            );
        },
      ),
    );
  });
});
