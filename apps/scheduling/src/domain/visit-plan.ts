import { Rejection, type Instant, type TimeZone } from '@trial/kernel';
import { windowOf, type VisitRule, type VisitWindow } from './visit-window.js';

/** A visit of the plan before it is a visit of somebody. */
export interface PlannedVisit extends VisitWindow {
  readonly visitCode: string;
  readonly primary: boolean;
  readonly last: boolean;
}

/**
 * The visits of one participant in the order of the rules. Each is counted from the anchor alone, so a late visit
 * moves no later one.
 *
 * @param zone the site's IANA zone. `Rejection`: `visit-rules-missing`, `visit-code-repeated`, those of `windowOf`.
 */
export function planVisits(rules: readonly VisitRule[], anchorAt: Instant, zone: TimeZone): readonly PlannedVisit[] {
  if (rules.length === 0) throw new Rejection('visit-rules-missing', { field: 'visits', rule: 'a trial has visits' });
  const codes = new Set<string>();
  return rules.map((rule) => {
    if (codes.has(rule.code)) {
      throw new Rejection('visit-code-repeated', { field: `visits.${rule.code}`, rule: 'every visit is named once' });
    }
    codes.add(rule.code);
    const { code, primary = false, last = false } = rule;
    return { visitCode: code, primary, last, ...windowOf(rule, anchorAt, zone) };
  });
}
