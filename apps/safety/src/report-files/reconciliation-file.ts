import { csvLine } from '@trial/files';
import type { Discrepancy } from '../domain/reconciliation.js';

/** One line for each event on which site and sponsor do not agree; without any, the head alone. */
export const reconciliationCsv = (found: readonly Discrepancy[]): string =>
  [
    csvLine(['adverseEventId', 'participantId', 'siteId', 'organClass', 'term', 'because', 'since', 'version']),
    ...found.map(({ event, because, since }) =>
      csvLine([
        ...[event.adverseEventId, event.participantId, event.siteId, event.organClass, event.term],
        ...[because, since, event.version],
      ]),
    ),
  ].join('');
