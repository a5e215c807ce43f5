import {
  keyAfter,
  pageOf,
  pageSize,
  type CaseDifferences,
  type CasePage,
  type CaseSummary,
  type CaseVersionView,
  type CaseView,
  type LikelyDuplicate,
  type PageOfTrial,
} from '@trial/contracts';
import { Rejection } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import { In, Not } from 'typeorm';
import { AdverseEvents } from '../adverse-events/adverse-event.table.js';
import type { AdverseEvent } from '../domain/adverse-event.js';
import { caseDifferences } from '../domain/icsr/case/case-differences.js';
import { likenessOf } from '../domain/icsr/case/likely-duplicates.js';
import { caseFrom } from '../domain/icsr/case/stored-case.js';
import type { Placed } from '../placement/placed.js';
import { CaseVersions, type CaseVersion } from './case-version.table.js';
import { SafetyCases, type CaseId, type SafetyCase } from './case.table.js';

/** A case; one of another site is as unknown as one that does not exist. */
export async function knownCase(tx: Transaction, id: CaseId): Promise<Placed<SafetyCase>> {
  const found = await tx.rows(SafetyCases).findOneBy({ id });
  if (!found) throw new Rejection('case-unknown', { field: 'caseId' });
  return found;
}

/** The event a case is of. */
export async function eventOfCase(tx: Transaction, id: CaseId): Promise<AdverseEvent> {
  const { adverseEventId } = await knownCase(tx, id);
  return tx.rows(AdverseEvents).findOneByOrFail({ id: adverseEventId });
}

/** One version of a case; `Rejection('case-unknown')` also where the case has no such version. */
export async function knownVersion(tx: Transaction, caseId: CaseId, number: number): Promise<CaseVersion> {
  await knownCase(tx, caseId);
  const found = await tx.rows(CaseVersions).findOneBy({ caseId, number });
  if (!found) throw new Rejection('case-unknown', { field: 'number' });
  return found;
}

export const latestVersion = (tx: Transaction, caseId: CaseId): Promise<CaseVersion> =>
  tx.rows(CaseVersions).findOneOrFail({ where: { caseId }, order: { number: 'DESC' } });

export async function viewOfCase(tx: Transaction, opened: Placed<SafetyCase>): Promise<CaseView> {
  const versions = await tx.rows(CaseVersions).find({ where: { caseId: opened.id }, order: { number: 'ASC' } });
  const latest = versions.at(-1);
  if (!latest) throw new Error('a case has a version from its first moment');
  return {
    ...summaryOf(opened, latest),
    versions: versions.map(versionSummary),
    likelyDuplicates: await likelyDuplicates(tx, opened, latest),
  };
}

export async function casePage(tx: Transaction, request: PageOfTrial): Promise<CasePage> {
  const limit = pageSize(request);
  const found = await tx
    .rows(SafetyCases)
    .createQueryBuilder('opened')
    .where('opened.id::text > :after', { after: keyAfter(request.cursor) })
    .orderBy('opened.id::text')
    .limit(limit + 1)
    .getMany();
  const { items, ...rest } = pageOf(found, limit, ({ id }) => id);
  const latest = await latestOf(tx, items);
  return { items: items.flatMap((opened) => latest.get(opened.id)?.summary(opened) ?? []), ...rest };
}

/** One version, whole. */
export async function versionView(tx: Transaction, caseId: CaseId, number: number): Promise<CaseVersionView> {
  const version = await knownVersion(tx, caseId, number);
  return { ...versionSummary(version), caseId, report: { ...version.report } };
}

/** The differences to the version before; of the first there are none. */
export async function differencesOf(tx: Transaction, caseId: CaseId, number: number): Promise<CaseDifferences> {
  const version = await knownVersion(tx, caseId, number);
  const before = number === 1 ? version : await knownVersion(tx, caseId, number - 1);
  const items = caseDifferences(before.report, version.report).map(({ path, before: was, after: is }) => ({
    path,
    ...(was === undefined ? {} : { before: JSON.stringify(was) }),
    ...(is === undefined ? {} : { after: JSON.stringify(is) }),
  }));
  return { from: before.number, to: number, items };
}

async function latestOf(
  tx: Transaction,
  cases: readonly Placed<SafetyCase>[],
): Promise<
  ReadonlyMap<CaseId, { readonly summary: (opened: Placed<SafetyCase>) => CaseSummary; version: CaseVersion }>
> {
  const versions = await tx
    .rows(CaseVersions)
    .createQueryBuilder('version')
    .distinctOn(['version.case_id'])
    .where({ caseId: In(cases.map(({ id }) => id)) })
    .orderBy('version.case_id')
    .addOrderBy('version.number', 'DESC')
    .getMany();
  return new Map(
    versions.map((version) => [
      version.caseId,
      { version, summary: (opened: Placed<SafetyCase>) => summaryOf(opened, version) },
    ]),
  );
}

async function likelyDuplicates(
  tx: Transaction,
  { id, participantId }: Placed<SafetyCase>,
  { report }: CaseVersion,
): Promise<LikelyDuplicate[]> {
  const others = await tx.rows(SafetyCases).find({ where: { participantId, id: Not(id) }, order: { id: 'ASC' } });
  if (others.length === 0) return [];
  const latest = await latestOf(tx, others);
  return others.flatMap((other) => {
    const theirs = latest.get(other.id)?.version.report;
    const because = theirs && likenessOf(caseFrom(report), caseFrom(theirs));
    return because ? [{ caseId: other.id, safetyReportId: other.safetyReportId, because }] : [];
  });
}

const summaryOf = (opened: Placed<SafetyCase>, latest: CaseVersion) => ({
  caseId: opened.id,
  adverseEventId: opened.adverseEventId,
  participantId: opened.participantId,
  siteId: opened.siteId,
  safetyReportId: opened.safetyReportId,
  latest: versionSummary(latest),
});

const versionSummary = ({ number, kind, reason, eventVersion, report, madeBy, madeAt, sha256 }: CaseVersion) => ({
  number,
  kind,
  ...(reason === null ? {} : { reason }),
  eventVersion,
  receivedOn: report.latestReceivedOn,
  madeBy,
  madeAt: madeAt.toString({ fractionalSecondDigits: 3 }),
  sha256,
});
