import type { Instant, PartialDate, TimeZone } from '@trial/kernel';
import { standingOpinion, trialCausesOf, type Cause, type CausalityOpinion, type Judge } from '../../causality.js';
import type { ActionTaken, AdverseEvent } from '../../adverse-event.js';
import type { CaseContent } from './case-versions.js';
import type { CaseDrug, CaseOpinion } from './drug.js';
import type { MeddraCode } from './known.js';
import type { Sender, Study } from './people.js';
import type { Reaction, TestResult } from './reaction.js';

/** What the records of the blinded say of an event; nothing in it depends on what was given. */
export interface CaseFacts {
  readonly event: Pick<
    AdverseEvent,
    'id' | 'seriousness' | 'outcome' | 'onsetOn' | 'endedOn' | 'actionTaken' | 'participantId'
  >;
  readonly opinions: readonly CausalityOpinion[];
  /** What somebody coded the event with last, of a dictionary that is loaded; it counts before what is told. */
  readonly coding: MeddraCode | null;
  /** Every cause the trial judges. */
  readonly causes: readonly Cause[];
  /** Code and sex are unknown of whom consented before they were kept. */
  readonly participant: {
    readonly code: string | null;
    readonly sex: 'female' | 'male' | null;
    readonly zone: TimeZone;
    readonly treatedAt: Instant | null;
  };
  readonly product: { readonly masked: boolean; readonly names: readonly string[]; readonly route: string };
  /** Whether a clock of days ever ran: that comes from blinded facts alone. */
  readonly expedited: boolean;
  readonly study: Study;
  readonly sender: Sender;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

/** What a person adds, because no record says it; in words the blinded may read. */
export interface CaseTold {
  readonly narrative: string;
  readonly words: string;
  readonly language: string;
  readonly translation?: string;
  readonly meddraCode?: string;
  readonly meddraVersion?: string;
  readonly age?: number;
  readonly reporterComment?: string;
  readonly senderComment?: string;
  readonly history?: string;
  readonly tests: readonly ToldTest[];
  readonly otherDrugs: readonly ToldDrug[];
}

interface ToldTest {
  readonly on?: string;
  readonly name: string;
  readonly result: string;
  readonly comment?: string;
}

interface ToldDrug {
  readonly name: string;
  readonly role: 'suspect' | 'concomitant' | 'interacting';
  readonly start?: string;
  readonly indication?: string;
}

/** Ids of the parts of a case, the same in all of its versions. */
export interface CaseIds {
  readonly reaction: string;
  readonly product: string;
  readonly drug: (name: string) => string;
}

/** The content of a version: what the records say now, and what was told. The same for both arms, character by character. */
export function composeCase(facts: CaseFacts, told: CaseTold, ids: CaseIds): CaseContent {
  const { participant, country } = facts;
  return {
    documents: [],
    expedited: { blinded: facts.expedited },
    otherIds: [],
    linkedReports: [],
    reporters: [{ country, qualification: 'physician', primary: true }],
    sender: facts.sender,
    study: facts.study,
    patient: {
      initials: { absent: 'MSK' },
      subjectNumber: participant.code ?? '',
      ...(told.age === undefined ? {} : { age: { value: String(told.age), unit: 'a' } }),
      ...(participant.sex ? { sex: { value: participant.sex } } : {}),
      history: [],
      historyText: told.history ? { value: told.history } : { absent: 'NASK' },
      ...(told.otherDrugs.some(({ role }) => role === 'concomitant') ? { concomitantTherapies: true } : {}),
      pastDrugs: [],
    },
    reactions: [reactionOf(facts, told, ids)],
    tests: told.tests.map(testOf),
    drugs: [trialProduct(facts, ids), ...told.otherDrugs.map((drug) => otherDrug(drug, ids.drug(drug.name)))],
    opinions: opinionsOf(facts, ids),
    narrative: { blinded: told.narrative },
    ...(told.reporterComment ? { reporterComment: { blinded: told.reporterComment } } : {}),
    ...(told.senderComment ? { senderComment: { blinded: told.senderComment } } : {}),
    diagnoses: [],
  };
}

function reactionOf({ event, coding, country }: CaseFacts, told: CaseTold, { reaction }: CaseIds): Reaction {
  const { meddraCode: code, meddraVersion: version } = told;
  const moment = (on: PartialDate | null) => (on === null ? undefined : { value: on });
  const start = moment(event.onsetOn);
  const end = moment(event.endedOn);
  return {
    id: reaction,
    words: told.words,
    language: told.language,
    ...(told.translation ? { translation: told.translation } : {}),
    meddra: coding ?? (code && version ? { code, version } : null),
    seriousness: event.seriousness,
    ...(start ? { start } : {}),
    ...(end ? { end } : {}),
    outcome: event.outcome,
    medicallyConfirmed: true,
    country,
  };
}

const testOf = ({ on, name, result, comment }: ToldTest): TestResult => ({
  on: on === undefined ? { absent: 'UNK' } : { value: on },
  name,
  result: { kind: 'words', words: result },
  ...(comment ? { comment } : {}),
});

/** What the trial gave: everybody knows when, and of a masked one nobody here knows what; no arm is named, nor all of them. */
function trialProduct({ event, participant, product, study }: CaseFacts, { product: id }: CaseIds): CaseDrug {
  const given = participant.treatedAt
    ? [{ start: localMoment(participant.treatedAt, participant.zone), route: { words: product.route } }]
    : [];
  return {
    id,
    role: participant.treatedAt ? 'suspect' : 'not-administered',
    product: product.masked
      ? { masked: true, phrase: `Blinded: study product of ${study.sponsorNumber}`, given, disclosed: null }
      : { masked: false, open: { name: product.names.join(' or '), substances: [], doses: given, notes: [] } },
    indications: [],
    action: ACTION[event.actionTaken],
    relations: [],
  };
}

const ACTION: Readonly<Record<ActionTaken, NonNullable<CaseDrug['action']>>> = {
  none: 'not-changed',
  'administration-interrupted': 'withdrawn',
  'administration-stopped': 'withdrawn',
  'not-applicable': 'not-applicable',
  unknown: 'unknown',
};

const localMoment = (at: Instant, zone: TimeZone): string =>
  at.toZonedDateTimeISO(zone).toString({ smallestUnit: 'minute', timeZoneName: 'never' });

const otherDrug = ({ name, role, start, indication }: ToldDrug, id: string): CaseDrug => ({
  id,
  role,
  product: {
    masked: false,
    open: { name, substances: [], doses: start === undefined ? [] : [{ start }], notes: [] },
  },
  indications: indication ? [{ words: indication }] : [],
  relations: [],
});

/**
 * What each judge thinks of what the trial gave: giving it is part of the product, so one suspicion of anything the trial
 * brought is one of the product. A judge who has not spoken of any of it has no opinion here.
 */
function opinionsOf({ opinions, causes }: CaseFacts, { reaction, product }: CaseIds): readonly CaseOpinion[] {
  const judges: readonly Judge[] = ['investigator', 'sponsor'];
  return judges.flatMap((judge): readonly CaseOpinion[] => {
    const standing = trialCausesOf(causes).flatMap((cause) => standingOpinion(opinions, cause, judge) ?? []);
    if (standing.length === 0) return [];
    const suspected = standing.some(({ possibility }) => possibility === 'reasonable');
    const possibility = suspected ? 'reasonable' : 'none';
    const result = suspected ? 'Reasonable possibility' : 'No reasonable possibility';
    const method = 'Cause by cause';
    return [{ reactionId: reaction, drugId: product, judge, possibility, method, result }];
  });
}
