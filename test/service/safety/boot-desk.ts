import { SafetyModule } from '../../../apps/safety/src/safety.module.js';
import { bootService } from '../../support/service.js';
import { CasesOfSafety } from './cases-of-safety.js';
import { RegulatorDesk } from './regulator.js';

/** Safety with these receivers, from the third of March on; what it says to its log is kept. */
export async function bootDesk(receivers: readonly object[], logged: string[], more: Record<string, string> = {}) {
  const safety = await bootService('safety', SafetyModule, {
    now: '2025-03-03T08:00:00.000Z',
    variables: {
      ...{ CASE_PLACEHOLDERS: 'accepted', SUBMISSION_RECEIVERS: JSON.stringify(receivers) },
      SUBMISSION_RETRY_MS: '200,400',
      ...more,
    },
  });
  const keep = (...lines: unknown[]) => void logged.push(JSON.stringify(lines));
  safety.app.useLogger({ log: keep, warn: keep, error: keep, fatal: keep });
  return { safety, cases: new CasesOfSafety(safety), desk: new RegulatorDesk(safety) };
}
