import { foundationMigration, type FoundationOptions } from '@trial/process';
import { AdverseEvents } from '../adverse-events/adverse-event.table.js';
import { Assessments } from '../adverse-events/assessment.table.js';
import { GradeProposals } from '../adverse-events/grade-proposal.table.js';
import { GradeSegments } from '../adverse-events/grade-segment.table.js';
import { CausalityOpinions } from '../causality/causality-opinion.table.js';
import { LocalFindingLinks } from '../local-findings/local-finding-link.table.js';
import { LocalFindings } from '../local-findings/local-finding.table.js';
import { LocalToxicityForms } from '../local-toxicity/local-toxicity-form.table.js';
import { Participants } from '../participants/participant.table.js';
import { ReportingClocks } from '../reporting-clocks/reporting-clock.table.js';
import { SponsorReceipts } from '../reporting-clocks/sponsor-receipt.table.js';
import { Participants0002 } from './migrations/0002-participants.js';
import { AdverseEvents0003 } from './migrations/0003-adverse-events.js';
import { ReportingClocks0004 } from './migrations/0004-reporting-clocks.js';
import { TreatmentCorrections0006 } from './migrations/0006-treatment-corrections.js';
import { LocalToxicity0010 } from './migrations/0010-local-toxicity.js';

export const safetyDatabase: FoundationOptions = {
  service: 'safety',
  schema: 'safety',
  tables: [
    Participants,
    AdverseEvents,
    GradeSegments,
    GradeProposals,
    Assessments,
    CausalityOpinions,
    SponsorReceipts,
    ReportingClocks,
    LocalToxicityForms,
    LocalFindings,
    LocalFindingLinks,
  ],
  migrations: [
    foundationMigration('safety'),
    Participants0002,
    AdverseEvents0003,
    ReportingClocks0004,
    TreatmentCorrections0006,
    LocalToxicity0010,
  ],
};
