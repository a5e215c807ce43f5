import type { ParticipantId } from '@trial/kernel';
import {
  localFindings,
  localToxicity,
  unlinkedFindings,
  untilDay,
  type Limb,
  type LocalFinding,
  type LocalFindingLink,
  type LocalToxicity,
  type LocalToxicityForm,
  type LocalToxicityPolicy,
} from './local-toxicity.js';
import type { TreatedParticipant } from './treated-participant.js';

export interface LocalToxicityTable {
  /** Everybody treated, by the binary outcome. */
  readonly participants: number;
  readonly yes: number;
  readonly no: number;
  readonly notAssessed: number;
  readonly items: readonly ItemRow[];
  /** The same of the untreated limb; it decides nothing. */
  readonly background: readonly ItemRow[];
  /** Linked to findings of these days: each once, however many findings it is. */
  readonly adverseEvents: number;
  readonly unlinked: readonly FindingOf[];
}

/** One item of one limb, in the order of the trial file. One participant may have findings of it at several visits. */
export interface ItemRow {
  readonly item: string;
  readonly countsForOutcome: boolean;
  readonly new: number;
  readonly worse: number;
  readonly participants: number;
}

export interface FindingOf extends LocalFinding {
  readonly participantId: ParticipantId;
}

/**
 * Local toxicity of everybody treated, to the end of a civil day (`trial.md` 3.2, `ctcae.md` 5.6). Hand in one arm, or
 * everybody for a pooled table; whoever has no form is in the denominator all the same.
 */
export function localToxicityTable(
  participants: readonly TreatedParticipant[],
  forms: readonly LocalToxicityForm[],
  links: readonly LocalFindingLink[],
  policy: LocalToxicityPolicy,
  cutOffDay: number,
): LocalToxicityTable {
  const formsBy = grouped(forms);
  const linksBy = grouped(links);
  const each = participants.map((participant) => {
    const own = formsBy.get(participant.participantId) ?? [];
    const { outcome, findings } = localToxicity(own, participant, policy, cutOffDay);
    const background = localFindings(own, participant, policy, 'untreated').filter(untilDay(participant, cutOffDay));
    return { participant, outcome, treated: findings, untreated: background };
  });
  const count = (wanted: LocalToxicity['outcome']): number => each.filter(({ outcome }) => outcome === wanted).length;
  const of = (limb: Limb): readonly FindingOf[] =>
    each.flatMap(({ participant: { participantId }, [limb]: own }) => own.map((one) => ({ ...one, participantId })));
  const findings = of('treated');
  const linksOf = ({ participantId }: FindingOf): readonly LocalFindingLink[] => linksBy.get(participantId) ?? [];
  const unlinked = findings.filter((finding) => unlinkedFindings([finding], linksOf(finding)).length > 0);
  return {
    participants: participants.length,
    yes: count('yes'),
    no: count('no'),
    notAssessed: count('not-assessed'),
    items: rowsOf(findings, policy),
    background: rowsOf(of('untreated'), policy),
    adverseEvents: new Set(
      findings.flatMap((finding) =>
        linksOf(finding)
          .filter(({ item, visitCode }) => item === finding.item && visitCode === finding.visitCode)
          .map(({ adverseEventId }) => adverseEventId),
      ),
    ).size,
    unlinked,
  };
}

const rowsOf = (findings: readonly FindingOf[], { items }: LocalToxicityPolicy): readonly ItemRow[] =>
  items.map(({ code, countsForOutcome }) => {
    const own = findings.filter(({ item }) => item === code);
    return {
      item: code,
      countsForOutcome,
      new: own.filter(({ change }) => change === 'new').length,
      worse: own.filter(({ change }) => change === 'worse').length,
      participants: new Set(own.map(({ participantId }) => participantId)).size,
    };
  });

function grouped<Row extends { readonly participantId: ParticipantId }>(
  rows: readonly Row[],
): ReadonlyMap<ParticipantId, readonly Row[]> {
  const groups = new Map<ParticipantId, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.participantId);
    if (group) group.push(row);
    else groups.set(row.participantId, [row]);
  }
  return groups;
}
