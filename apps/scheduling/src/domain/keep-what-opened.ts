import type { PlannedVisit } from './visit-plan.js';
import type { Visit } from './visit.js';

/**
 * What is asked at a visit is settled when its window opens: it goes on as contact and safety only, or as all of a visit,
 * though treatment was ruled out or is expected again since. And a window that opened does not become provisional again,
 * because somebody may be on their way.
 *
 * @param hasOpened whether the window of a visit the participant has opened already.
 */
export const keepWhatOpened = (
  plan: readonly PlannedVisit[],
  visits: readonly Visit[],
  hasOpened: (visit: Visit) => boolean,
): readonly PlannedVisit[] =>
  plan.map((planned) => {
    const visit = visits.find(
      ({ visitCode, kind, state }) =>
        visitCode === planned.visitCode && kind === 'scheduled' && state !== 'cancelled' && state !== 'not-applicable',
    );
    if (!visit || !hasOpened(visit)) return planned;
    return planned.provisional && !visit.provisional ? visit : { ...planned, contactOnly: visit.contactOnly };
  });
