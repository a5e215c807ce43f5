import type { TrialConfiguration } from '@trial/trial-configuration';
import type { ReportingPolicy } from '../domain/reporting-clocks.js';

/** The numbers the clocks go by, as the trial file says them. */
export const reportingPolicyOf = ({ reporting }: TrialConfiguration): ReportingPolicy => reporting;
