import type { Id } from '@trial/kernel';
import type { Case, Counted, Hit } from './stopping-rules.js';

export type PauseProposalId = Id<'pause-proposal'>;

/**
 * `waiting` for somebody to decide; `paused` or `dismissed` by a signature; `withdrawn` because what it counted counts no
 * longer; `superseded` because something else is counted now, and another proposal says so.
 */
export type ProposalState = 'waiting' | 'paused' | 'dismissed' | 'withdrawn' | 'superseded';

/** What is asked here of a proposal that was made before. */
export interface EarlierProposal {
  readonly id: PauseProposalId;
  readonly rule: string;
  readonly counts: Counted;
  readonly state: ProposalState;
  readonly cases: readonly Case[];
}

export interface ProposalChanges {
  readonly propose: readonly Hit[];
  readonly settle: readonly { readonly id: PauseProposalId; readonly as: 'withdrawn' | 'superseded' }[];
}

/**
 * What becomes of the proposals of a trial when these rules are reached. A set of cases is proposed once; while it waits and
 * changes, another proposal takes its place; when it no longer reaches its rule, it is withdrawn. What was decided stays
 * decided for the cases it was about, and a case that nobody has decided about proposes again. A safety look is proposed
 * once: whoever comes to the visit later is not another reason for it.
 */
export function proposalChanges(hits: readonly Hit[], earlier: readonly EarlierProposal[]): ProposalChanges {
  const rules = new Set([...hits.map(({ rule }) => rule), ...earlier.map(({ rule }) => rule)]);
  const changes = [...rules].map((rule) =>
    changesOf(
      hits.find((hit) => hit.rule === rule),
      earlier.filter((proposal) => proposal.rule === rule),
    ),
  );
  return { propose: changes.flatMap(({ propose }) => propose), settle: changes.flatMap(({ settle }) => settle) };
}

function changesOf(hit: Hit | undefined, earlier: readonly EarlierProposal[]): ProposalChanges {
  const waiting = earlier.find(({ state }) => state === 'waiting');
  if (!hit || isDecided(hit, earlier)) {
    return { propose: [], settle: waiting ? [{ id: waiting.id, as: 'withdrawn' }] : [] };
  }
  if (!waiting) return { propose: [hit], settle: [] };
  if (hit.kind === 'safety-look' || isSameSet(hit, waiting)) return { propose: [], settle: [] };
  return { propose: [hit], settle: [{ id: waiting.id, as: 'superseded' }] };
}

/** Whether somebody has decided about every case of it, or about the look. */
function isDecided(hit: Hit, earlier: readonly EarlierProposal[]): boolean {
  const decided = earlier.filter(({ state }) => state === 'paused' || state === 'dismissed');
  if (hit.kind === 'safety-look') return decided.length > 0;
  const known = new Set(decided.flatMap(keysOf));
  return keysOf(hit).every((key) => known.has(key));
}

function isSameSet(one: Pick<Hit, 'counts' | 'cases'>, other: Pick<Hit, 'counts' | 'cases'>): boolean {
  const keys = new Set(keysOf(one));
  return keys.size === other.cases.length && keysOf(other).every((key) => keys.has(key));
}

/** What tells one case from another: the event, or the participant where participants are counted. */
const keysOf = ({ counts, cases }: Pick<Hit, 'counts' | 'cases'>): readonly string[] =>
  cases.map(({ participantId, adverseEventIds }) =>
    counts === 'deaths' || counts === 'participants-at-visit' ? participantId : adverseEventIds.join(),
  );
