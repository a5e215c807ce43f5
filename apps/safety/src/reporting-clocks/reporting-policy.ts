import type { TrialConfiguration } from '@trial/trial-configuration';
import type { ReportingPolicy } from '../domain/reporting-clocks.js';

/** The numbers the clocks go by, as the trial file says them. */
export const reportingPolicyOf = ({ reporting }: TrialConfiguration): ReportingPolicy => reporting;

/** Whether the protocol exempts a term from expedited reporting (annex III 2.5). */
export const isExempt = ({ reporting }: TrialConfiguration, term: string): boolean =>
  reporting.exemptFromUnblinding.includes(term);
