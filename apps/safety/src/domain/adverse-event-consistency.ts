import {
  civilDate,
  comparePlainDates,
  earliestDay,
  isAfter,
  latestDay,
  Rejection,
  type Instant,
  type PartialDate,
  type TimeZone,
} from '@trial/kernel';
import type { CtcaeVersion, Grade, Term } from './ctcae/term.js';
import { offersGrade, termBySlug } from './ctcae/terms.js';
import type { SeriousnessCriterion } from './seriousness.js';

/** What must be true of term, grade, seriousness and outcome together. */
export function mustHoldTogether({ ctcaeVersion, term, grade, seriousness, outcome }: Gravity): void {
  const known = knownTerm(ctcaeVersion, term);
  if (grade !== null && !offersGrade(known, grade)) {
    throw new Rejection('grade-not-offered', {
      field: 'grade',
      rule: `CTCAE ${ctcaeVersion} has grades ${known.grades.join(', ')} for ${known.name}`,
    });
  }
  const died = seriousness.includes('death') && outcome === 'fatal';
  if (grade === 5 && !died) {
    throw new Rejection('grade-5-needs-death', {
      field: 'grade',
      rule: 'grade 5 needs seriousness "death" and outcome "fatal"',
    });
  }
  if (outcome === 'fatal' && !died) {
    throw new Rejection('fatal-needs-death', { field: 'outcome', rule: 'a fatal outcome needs seriousness "death"' });
  }
}

/** What must be true of the days: nothing begins after it was known, ends before it began, or lies in the future. */
export function mustBeInOrder({ onsetOn, endedOn, awareAt }: Days, zone: TimeZone, now: Instant): void {
  if (awareAt !== null && isAfter(awareAt, now)) {
    throw new Rejection('awareness-in-future', { field: 'awareAt', rule: 'nobody can be aware of it yet' });
  }
  if (onsetOn !== null && awareAt !== null && comparePlainDates(earliestDay(onsetOn), civilDate(awareAt, zone)) > 0) {
    throw new Rejection('onset-after-awareness', {
      field: 'onsetOn',
      rule: 'it began on or before the day it was known',
    });
  }
  if (endedOn === null) return;
  if (comparePlainDates(earliestDay(endedOn), civilDate(now, zone)) > 0) {
    throw new Rejection('end-in-future', { field: 'endedOn', rule: 'leave the end open while it lasts' });
  }
  if (onsetOn !== null && comparePlainDates(latestDay(endedOn), earliestDay(onsetOn)) < 0) {
    throw new Rejection('end-before-onset', { field: 'endedOn', rule: 'it cannot end before it began' });
  }
}

/** The term, or `Rejection('term-unknown')`. */
export function knownTerm(version: CtcaeVersion, slug: string): Term {
  const term = termBySlug(version, slug);
  if (!term) throw new Rejection('term-unknown', { field: 'term', rule: `CTCAE ${version} has no term ${slug}` });
  return term;
}

interface Gravity {
  readonly ctcaeVersion: CtcaeVersion;
  readonly term: string;
  readonly grade: Grade | null;
  readonly seriousness: readonly SeriousnessCriterion[];
  readonly outcome: string;
}

interface Days {
  readonly onsetOn: PartialDate | null;
  readonly endedOn: PartialDate | null;
  readonly awareAt: Instant | null;
}
