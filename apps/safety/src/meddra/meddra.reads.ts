import {
  keyAfter,
  pageOf,
  pageSize,
  type AdverseEventCodings,
  type CodingView,
  type MeddraChangesPage,
  type MeddraTerms,
  type MeddraTermView,
  type ListMeddraChanges,
  type SearchMeddraTerms,
} from '@trial/contracts';
import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { DictionaryReleases, type DictionaryRelease } from '../dictionary/dictionary-release.table.js';
import type { AdverseEventId } from '../domain/adverse-event.js';
import { changesOf, type Coding, type DictionaryTerm } from '../domain/meddra/coding.js';
import { searchedWords } from '../domain/searched-words.js';
import { Codings } from './coding.table.js';

/** What was loaded last of a version in a language. Refused: `meddra-not-loaded`. */
export async function releaseOf(tx: Transaction, version: string, language = 'en'): Promise<DictionaryRelease> {
  const release = await tx.rows(DictionaryReleases).findOne({
    where: { dictionary: 'meddra', version, language },
    order: { loadedAt: 'DESC', id: 'DESC' },
  });
  const rule = `version ${version} (${language}) is loaded by the operator, who needs the licence`;
  if (!release) throw new Rejection('meddra-not-loaded', { field: 'dictionaryVersion', rule });
  return release;
}

const TERM = `select lowest.code, lowest.name, lowest.current, lowest.preferred, term.name as "preferredName",
    term.organ_class as "organClass", term.organ_class_name as "organClassName"
  from meddra_lowest_term lowest
  join meddra_preferred_term term on term.release_id = lowest.release_id and term.code = lowest.preferred
 where lowest.release_id = $1`;

/** Terms of a release by their codes. */
export async function termsByCode(
  tx: Transaction,
  releaseId: string,
  codes: readonly string[],
): Promise<ReadonlyMap<string, DictionaryTerm>> {
  const found = await tx.query<DictionaryTerm>(`${TERM} and lowest.code = any ($2)`, [releaseId, codes]);
  return new Map(found.map((term) => [term.code, term]));
}

/** What has every word searched for, by its beginning; the name itself first, then what begins with it, then the alphabet. */
export async function searchedTerms(tx: Transaction, request: SearchMeddraTerms): Promise<MeddraTerms> {
  const release = await releaseOf(tx, request.dictionaryVersion, request.language);
  const words = searchedWords(request.words);
  const sought = ` ${words.join(' ')}`;
  const found = await tx.query<DictionaryTerm>(
    `${TERM} and lowest.searched like all ($2)
      order by lowest.searched <> $3, not starts_with(lowest.searched, $3), lower(lowest.name), lowest.code limit $4`,
    [release.id, words.map((word) => `% ${word}%`), sought, request.limit ?? 20],
  );
  return { dictionaryVersion: release.version, sha256: release.sha256, items: found.map(termView) };
}

const termView = ({ code, name, current, ...above }: DictionaryTerm): MeddraTermView => ({
  ...{ meddraCode: code, name, current },
  ...{ preferredCode: above.preferred, preferredName: above.preferredName },
  ...{ organClassCode: above.organClass, organClassName: above.organClassName },
});

export const codingsOf = (tx: Transaction, adverseEventId: AdverseEventId): Promise<Coding[]> =>
  tx.rows(Codings).find({ where: { adverseEventId }, order: { ordinal: 'ASC' } });

export const codingsView = (codings: readonly Coding[]): AdverseEventCodings => ({ items: codings.map(codingView) });

const codingView = ({ term, termName, dictionaryVersion, by, at, reason }: Coding): CodingView => ({
  ...{ meddraCode: term, name: termName, dictionaryVersion, codedBy: by },
  codedAt: at.toString({ fractionalSecondDigits: 3 }),
  ...(reason === null ? {} : { reason }),
});

/**
 * The events whose coding another version of the dictionary would change, and how. Nothing is changed: somebody codes them
 * anew, or leaves them.
 */
export async function codingChangesPage(tx: Transaction, request: ListMeddraChanges): Promise<MeddraChangesPage> {
  const limit = pageSize(request);
  const latest = await tx
    .rows(Codings)
    .createQueryBuilder('coding')
    .distinctOn(['coding.adverse_event_id'])
    .where('coding.adverse_event_id::text > :after', { after: keyAfter(request.cursor) })
    .orderBy('coding.adverse_event_id')
    .addOrderBy('coding.ordinal', 'DESC')
    .limit(limit + 1)
    .getMany();
  const { items, ...rest } = pageOf(latest, limit, ({ adverseEventId }) => adverseEventId);
  const to = await releaseOf(tx, request.dictionaryVersion, request.language);
  const codes = items.map(({ term }) => term);
  const after = await termsByCode(tx, to.id, codes);
  const releases = [...new Set(items.map(({ releaseId }) => releaseId))];
  const before = new Map(
    await Promise.all(releases.map(async (id) => [id, await termsByCode(tx, id, codes)] as const)),
  );
  return {
    items: items.flatMap((coding) => {
      const was = before.get(coding.releaseId)?.get(coding.term);
      const is = after.get(coding.term);
      const changes = was ? changesOf(was, is) : [];
      if (!was || changes.length === 0) return [];
      const { adverseEventId, participantId, siteId } = coding;
      const coded = { adverseEventId, participantId, siteId, coding: codingView(coding) };
      return [{ ...coded, before: termView(was), ...(is && { after: termView(is) }), changes: [...changes] }];
    }),
    ...rest,
  };
}
