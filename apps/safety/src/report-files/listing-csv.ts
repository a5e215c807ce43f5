import { csvLine, type Cell } from '@trial/files';
import { isSuspectedReaction } from '../domain/causality.js';
import { isSerious } from '../domain/seriousness.js';
import type { SnapshotEvent, SnapshotSegment } from '../domain/safety-snapshot.js';

type Column = readonly [name: string, cell: (event: SnapshotEvent, segment: SnapshotSegment) => Cell];

/** What a line says; lists in one cell are separated by semicolons. */
const COLUMNS: readonly Column[] = [
  ['adverseEventId', ({ adverseEventId }) => adverseEventId],
  ['participantId', ({ participantId }) => participantId],
  ['siteId', ({ siteId }) => siteId],
  ['organClass', ({ organClass }) => organClass],
  ['term', ({ term }) => term],
  ['ctcaeVersion', ({ ctcaeVersion }) => ctcaeVersion],
  ['words', ({ words }) => words],
  ['status', ({ status }) => status],
  ['source', ({ source }) => source],
  ['segment', (_, { ordinal }) => ordinal],
  ['grade', (_, { grade }) => grade],
  ['gradeStartedOn', (_, { startedOn }) => startedOn],
  ['gradeStartedAt', (_, { startedAt }) => startedAt],
  ['gradeEndedOn', (_, { endedOn }) => endedOn],
  ['gradeRecordedAt', (_, { recordedAt }) => recordedAt],
  ['onsetOn', ({ onsetOn }) => onsetOn],
  ['endedOn', ({ endedOn }) => endedOn],
  ['serious', ({ seriousness }) => isSerious(seriousness)],
  ['seriousness', ({ seriousness }) => seriousness.join('; ')],
  ['outcome', ({ outcome }) => outcome],
  ['actionTaken', ({ actionTaken }) => actionTaken],
  ['digitThreatening', ({ digitThreatening }) => digitThreatening],
  ['awareAt', ({ awareAt }) => awareAt],
  ['receivedAt', ({ receipt }) => receipt?.receivedAt],
  ['receivedBy', ({ receipt }) => receipt?.by],
  ['expectedness', ({ receipt }) => receipt?.expectedness],
  ['suspected', ({ opinions }) => isSuspectedReaction(opinions)],
  [
    'opinions',
    ({ opinions }) => opinions.map((o) => `${o.judge} ${o.cause} ${o.possibility} ${o.by} ${o.at}`).join('; '),
  ],
  ['verdict', ({ verdict }) => verdict?.verdict],
  ['verdictBy', ({ verdict }) => verdict?.by],
  ['verdictAt', ({ verdict }) => verdict?.at],
  ['verdictReason', ({ verdict }) => verdict?.reason],
  ['localFindings', ({ localFindings }) => localFindings.join('; ')],
  ['specialInterest', ({ specialInterest = [] }) => specialInterest.join('; ')],
  ['recordedAt', ({ recordedAt }) => recordedAt],
  ['recordedBy', ({ recordedBy }) => recordedBy],
  ['changedAt', ({ changedAt }) => changedAt],
  ['changedBy', ({ changedBy }) => changedBy],
  ['version', ({ version }) => version],
  ['trialVersion', ({ trialVersion }) => trialVersion],
];

export const listingHead = csvLine(COLUMNS.map(([name]) => name));

/** One event: a line for each stretch of time with one grade, the rest repeated. */
export const listingLines = (event: SnapshotEvent): string =>
  event.segments.map((segment) => csvLine(COLUMNS.map(([, cell]) => cell(event, segment)))).join('');
