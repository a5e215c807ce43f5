import { csvLine, markup, type Html } from '@trial/files';
import type { CumulativeRow } from '../domain/annual-report.js';
import type { SnapshotEvent } from '../domain/safety-snapshot.js';
import { listingHead, listingLines } from './listing-csv.js';

export const eventsCsv = (events: readonly SnapshotEvent[]): string => listingHead + events.map(listingLines).join('');

export const tabulationCsv = (rows: readonly CumulativeRow[]): string =>
  [
    csvLine(['organClass', 'term', 'seriousEvents', 'seriousReactions']),
    ...rows.map((row) => csvLine([row.organClass, row.term, row.seriousEvents, row.seriousReactions])),
  ].join('');

/** The listings of the annual report on one page. */
export function annualOnPage(
  reactions: readonly SnapshotEvent[],
  rows: readonly CumulativeRow[],
  ofInterest: readonly SnapshotEvent[],
): Html {
  const listed = reactions.map(
    (event) =>
      markup`<tr><td>${event.adverseEventId}</td><td>${event.participantId}</td><td>${event.siteId}</td><td>${event.organClass}</td><td>${event.term}</td><td>${event.words ?? ''}</td><td>${event.seriousness.join(', ')}</td><td class="number">${event.grade ?? ''}</td><td>${event.onsetOn ?? ''}</td><td>${event.outcome}</td><td>${event.receipt?.receivedAt ?? ''}</td><td>${event.receipt?.expectedness ?? ''}</td></tr>\n`,
  );
  const tabulated = rows.map(
    (row) =>
      markup`<tr><td>${row.organClass}</td><td>${row.term}</td><td class="number">${row.seriousEvents}</td><td class="number">${row.seriousReactions}</td></tr>\n`,
  );
  const interesting = ofInterest.map(
    (event) =>
      markup`<tr><td>${event.adverseEventId}</td><td>${event.participantId}</td><td>${event.siteId}</td><td>${(event.specialInterest ?? []).join(', ')}</td><td>${event.term}</td><td>${event.words ?? ''}</td><td>${event.seriousness.join(', ')}</td><td class="number">${event.grade ?? ''}</td><td>${event.onsetOn ?? ''}</td><td>${event.outcome}</td></tr>\n`,
  );
  return markup`<h2>Serious adverse reactions of the interval: ${reactions.length}</h2>
<table><thead><tr><th>Event</th><th>Participant</th><th>Site</th><th>Organ class</th><th>Term</th><th>Words of the site</th><th>Seriousness</th><th>Grade</th><th>Onset</th><th>Outcome</th><th>Received</th><th>Expectedness</th></tr></thead><tbody>
${listed}</tbody></table>
<h2>Serious adverse events since the beginning</h2>
<table><thead><tr><th>Organ class</th><th>Term</th><th>Serious events</th><th>Of them suspected reactions</th></tr></thead><tbody>
${tabulated}</tbody></table>
<h2>Events of special interest of the interval: ${ofInterest.length}</h2>
<table><thead><tr><th>Event</th><th>Participant</th><th>Site</th><th>Interest</th><th>Term</th><th>Words of the site</th><th>Seriousness</th><th>Grade</th><th>Onset</th><th>Outcome</th></tr></thead><tbody>
${interesting}</tbody></table>
`;
}
