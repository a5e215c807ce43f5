import { comparePlainDates, Rejection, type Instant, type PlainDate } from '@trial/kernel';
import type { CaseReport, ReportKind } from './case-report.js';
import { amend, beginCase, followUp, nullify, withoutRemarks, type CaseContent } from './case-versions.js';
import type { Seen } from './disclosure.js';
import type { CaseDrug, Dose, OpenProduct } from './drug.js';

/** What the regulator reads beside or instead of what the blinded read. */
export interface Disclosure {
  /** What was given, where this version tells it anew; null: as the version before tells it, if it does. */
  readonly product: OpenProduct | null;
  readonly narrative?: string;
  readonly senderComment?: string;
}

/** What kind of version is made, and when. */
export interface VersionStep {
  readonly kind: ReportKind['kind'];
  /** Why an amendment or nullification is made. */
  readonly withdrawal?: string;
  /** The day of the latest information, where neither the case nor, unless this amends it, the version before says a later one. */
  readonly receivedOn?: PlainDate;
  readonly createdAt: Instant;
}

/**
 * The next version for the regulator, from a version of the blinded and what is disclosed. Its versions have an order of
 * their own: that a code was opened makes one here and none there. What was disclosed once stays disclosed in every later
 * version, until it is told anew. Refused: `version-out-of-order`, and what `case-versions.ts` refuses.
 */
export function regulatorVersion(
  before: CaseReport | undefined,
  base: CaseReport,
  disclosure: Disclosure,
  { kind, withdrawal = '', receivedOn, createdAt }: VersionStep,
): CaseReport {
  if ((before === undefined) !== (kind === 'initial')) {
    throw new Rejection('version-out-of-order', {
      field: 'kind',
      rule: before
        ? 'the regulator has an initial version already'
        : 'the first version for the regulator is the initial one',
    });
  }
  const standing = kind === 'amendment' && receivedOn ? undefined : before?.latestReceivedOn;
  const received = latestOf([base.latestReceivedOn, standing, receivedOn]);
  const content = disclosedContent(base, before ? stillDisclosed(before, base, disclosure) : disclosure);
  if (!before) {
    const { safetyReportId, worldwideId, firstSender, firstReceivedOn } = base;
    const days = { firstReceivedOn, latestReceivedOn: received };
    return beginCase({ safetyReportId, worldwideId, firstSender }, content, days, createdAt);
  }
  const bare = withoutRemarks(before);
  if (kind === 'nullification') return nullify(before, withdrawal, received, createdAt);
  return kind === 'amendment'
    ? amend(bare, content, withdrawal, received, createdAt, base)
    : followUp(bare, content, received, createdAt);
}

function latestOf(days: readonly (PlainDate | undefined)[]): PlainDate {
  const [latest] = days.filter((day) => day !== undefined).sort((a, b) => comparePlainDates(b, a));
  if (!latest) throw new Error('a case has a day of its latest information');
  return latest;
}

/**
 * What a version does not tell anew it takes from the one before: the product, and the words for the regulator as long as
 * those of the blinded, instead of which they stand, are the same.
 */
function stillDisclosed(before: CaseReport, base: CaseReport, told: Disclosure): Disclosure {
  const narrative = told.narrative ?? stillInstead(before.narrative, base.narrative);
  const senderComment = told.senderComment ?? stillInstead(before.senderComment, base.senderComment);
  return {
    product: told.product ?? productIn(before),
    ...(narrative === undefined ? {} : { narrative }),
    ...(senderComment === undefined ? {} : { senderComment }),
  };
}

const stillInstead = (before?: Seen<string>, base?: Seen<string>): string | undefined =>
  (before?.blinded ?? '') === (base?.blinded ?? '') ? before?.regulator : undefined;

function productIn({ drugs }: CaseReport): OpenProduct | null {
  for (const { product } of drugs) if (product.masked && product.disclosed) return product.disclosed;
  return null;
}

function disclosedContent(base: CaseReport, { product, narrative, senderComment }: Disclosure): CaseContent {
  const instead = (blinded: string, regulator: string | undefined): Seen<string> =>
    regulator === undefined ? { blinded } : { blinded, regulator };
  const comment = base.senderComment?.blinded;
  return {
    ...base,
    drugs: base.drugs.map((drug) => disclosed(drug, product)),
    narrative: instead(base.narrative.blinded, narrative),
    ...(comment === undefined && senderComment === undefined
      ? {}
      : { senderComment: instead(comment ?? '', senderComment) }),
  };
}

const withoutMoment = ({ start: _start, last: _last, duration: _duration, route: _route, ...rest }: Dose): Dose => rest;

/** The masked product of the trial, and no other drug. When it was given is known to everybody. */
function disclosed(drug: CaseDrug, product: OpenProduct | null): CaseDrug {
  if (!drug.product.masked || !product) return drug;
  const { given } = drug.product;
  const [told] = product.doses;
  const doses = told
    ? (given.length > 0 ? given : [{}]).map((moment) => ({ ...moment, ...withoutMoment(told) }))
    : given;
  return { ...drug, product: { ...drug.product, disclosed: { ...product, doses } } };
}
