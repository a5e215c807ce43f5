import { createHash } from 'node:crypto';
import { canonicalJson } from '@trial/trial-configuration';
import type { SafetySnapshot } from '../domain/safety-snapshot.js';
import type { DataCut, DataCutPart } from './data-cut.table.js';

/** What beside the rows is part of the content. */
export type ContentHead = Pick<DataCut, 'trialId' | 'trialVersion' | 'cutAt' | 'sites'>;

/** What is known of a part without its content. */
export type PartHead = Pick<DataCutPart, 'kind' | 'ordinal' | 'lastKey' | 'sha256'>;

/** So many rows lie in one part: a page of a listing is read from one or two. */
const ROWS = 200;

/** The rows of a snapshot as parts, in canonical JSON (RFC 8785). */
export function partsOf({
  events,
  forms,
  links,
  participants,
}: SafetySnapshot): Omit<DataCutPart, 'dataCutId' | 'trialId'>[] {
  return [
    ...inParts('events', events),
    ...inParts('forms', forms),
    ...inParts('links', links),
    ...inParts('participants', participants),
  ];
}

/**
 * The content of a cut, as it was hashed, in pieces: one object in canonical JSON, put together from its parts. Whoever
 * holds it can hash it again with any program.
 */
export function* contentOf(
  head: ContentHead,
  parts: readonly Pick<DataCutPart, 'kind' | 'content'>[],
): Generator<string> {
  const of = function* (kind: DataCutPart['kind']): Generator<string> {
    const own = parts.filter((part) => part.kind === kind);
    for (const [index, { content }] of own.entries()) yield index === 0 ? content : `,${content}`;
  };
  const { trialId, trialVersion, cutAt, sites } = head;
  yield `{"cutAt":${JSON.stringify(cutAt.toString({ fractionalSecondDigits: 3 }))},"events":[`;
  yield* of('events');
  yield `],"format":1,"forms":[`;
  yield* of('forms');
  yield `],"links":[`;
  yield* of('links');
  yield `],"participants":[`;
  yield* of('participants');
  yield `],"sites":${JSON.stringify(sites)},"trialId":${JSON.stringify(trialId)},"trialVersion":${trialVersion}}`;
}

/** SHA-256, hexadecimal, of the content as UTF-8. */
export function hashOf(head: ContentHead, parts: readonly Pick<DataCutPart, 'kind' | 'content'>[]): string {
  const hash = createHash('sha256');
  for (const piece of contentOf(head, parts)) hash.update(piece, 'utf8');
  return hash.digest('hex');
}

/** SHA-256, hexadecimal, of the content of one part as UTF-8. */
export const hashOfPart = (content: string): string => createHash('sha256').update(content, 'utf8').digest('hex');

/**
 * SHA-256, hexadecimal, of what ties parts to their cut: what beside them is part of the content, the hash of it all, and of
 * each part its place, its last key and its hash. Whoever holds it can check one part without reading the others.
 */
export function hashOfParts(head: ContentHead & Pick<DataCut, 'sha256'>, parts: readonly PartHead[]): string {
  const { trialId, trialVersion, cutAt, sites, sha256 } = head;
  const at = cutAt.toString({ fractionalSecondDigits: 3 });
  const hash = createHash('sha256').update(canonicalJson([trialId, trialVersion, at, sites, sha256]), 'utf8');
  for (const part of parts)
    hash.update(`\n${canonicalJson([part.kind, part.ordinal, part.lastKey, part.sha256])}`, 'utf8');
  return hash.digest('hex');
}

/** The rows again. */
export const rowsIn = <Row>(parts: readonly Pick<DataCutPart, 'content'>[]): Row[] =>
  parts.flatMap(({ content }) => JSON.parse(`[${content}]`) as Row[]);

/** What tells a row of each kind from the others. */
const KEYS: Readonly<Record<DataCutPart['kind'], readonly string[]>> = {
  events: ['adverseEventId'],
  forms: ['formId'],
  links: ['participantId', 'visitCode', 'item'],
  participants: ['participantId'],
};

/** The id of the last of these rows. */
export function lastKeyOf(kind: DataCutPart['kind'], rows: readonly object[]): string {
  const last = rows.at(-1) as Readonly<Record<string, string>> | undefined;
  return last === undefined ? '' : KEYS[kind].map((field) => last[field]).join(' ');
}

function inParts(kind: DataCutPart['kind'], rows: readonly object[]): Omit<DataCutPart, 'dataCutId' | 'trialId'>[] {
  const parts: Omit<DataCutPart, 'dataCutId' | 'trialId'>[] = [];
  for (let first = 0; first < rows.length; first += ROWS) {
    const own = rows.slice(first, first + ROWS);
    const lastKey = lastKeyOf(kind, own);
    const content = own.map(canonicalJson).join(',');
    parts.push({ kind, ordinal: parts.length + 1, lastKey, content, sha256: hashOfPart(content) });
  }
  return parts;
}
