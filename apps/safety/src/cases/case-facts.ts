import type { Transaction } from '@trial/persistence';
import type { TrialConfiguration } from '@trial/trial-configuration';
import { In } from 'typeorm';
import type { AdverseEvent } from '../domain/adverse-event.js';
import type { CaseFacts } from '../domain/icsr/case/compose-case.js';
import { opinionsOn } from '../judgements/opinions.reads.js';
import { codingsOf } from '../meddra/meddra.reads.js';
import { knownParticipant } from '../participants/participant.reads.js';
import { ReportingClocks } from '../reporting-clocks/reporting-clock.table.js';
import type { CaseConfig } from './case.config.js';

/** What the records say of an event now. */
export async function factsOf(
  tx: Transaction,
  event: AdverseEvent,
  trial: TrialConfiguration,
  config: CaseConfig,
): Promise<CaseFacts> {
  const { code, sex, zone, treatedAt } = await knownParticipant(tx, event.participantId);
  const coded = (await codingsOf(tx, event.id)).at(-1);
  const days = In(['susar-fatal', 'susar-other']);
  const { identity, masking, arms, administration } = trial;
  const number = identity.registrations.euCt ?? identity.registrations.eudraCt;
  return {
    event,
    opinions: await opinionsOn(tx, event.id),
    coding: coded ? { code: coded.term, version: coded.dictionaryVersion } : null,
    causes: trial.causality.causes,
    participant: { code, sex, zone, treatedAt },
    product: { masked: masking.masked, names: arms.map(({ name }) => name), route: administration.route },
    expedited: await tx.rows(ReportingClocks).existsBy({ adverseEventId: event.id, clock: days }),
    study: {
      name: identity.title,
      sponsorNumber: trial.id,
      registrations: number ? [{ number, country: 'EU' }] : [],
    },
    sender: { type: config.CASE_SENDER_TYPE, organisation: identity.sponsor },
    country: config.CASE_COUNTRY,
  };
}
