import { foundationMigration, type FoundationOptions } from '@trial/process';
import { DataCutParts, DataCuts } from '../data-cuts/data-cut.table.js';
import { AdverseEvents } from '../adverse-events/adverse-event.table.js';
import { Assessments } from '../adverse-events/assessment.table.js';
import { GradeSegments } from '../adverse-events/grade-segment.table.js';
import { Regradings } from '../adverse-events/regrading.table.js';
import { CaseSignatures } from '../cases/case-signature.table.js';
import { SignedForms } from '../cases/signed-form.table.js';
import { CaseVersions } from '../cases/case-version.table.js';
import { SafetyCases } from '../cases/case.table.js';
import { CtcaeWordings } from '../dictionary/ctcae-wording.table.js';
import { DictionaryReleases } from '../dictionary/dictionary-release.table.js';
import { Codings } from '../meddra/coding.table.js';
import { MeddraLowestTerms, MeddraPreferredTerms } from '../meddra/meddra-term.table.js';
import { CausalityOpinions } from '../judgements/causality-opinion.table.js';
import { ResultGradings } from '../gradings/result-grading.table.js';
import { LocalFindingLinks } from '../local-findings/local-finding-link.table.js';
import { LocalFindings } from '../local-findings/local-finding.table.js';
import { LocalToxicityForms } from '../local-toxicity/local-toxicity-form.table.js';
import { Participants } from '../participants/participant.table.js';
import { ReportingClocks } from '../reporting-clocks/reporting-clock.table.js';
import { FollowUps } from '../judgements/follow-up.table.js';
import { QueryEntries } from '../queries/query-entry.table.js';
import { Queries } from '../queries/query.table.js';
import { References } from '../reference-safety/reference.table.js';
import { ResponseAlerts } from '../response-alerts/response-alert.table.js';
import { Signatures } from '../judgements/signature.table.js';
import { SponsorReceipts } from '../judgements/sponsor-receipt.table.js';
import { Milestones } from '../stopping-rules/milestone.table.js';
import { PauseProposals } from '../stopping-rules/pause-proposal.table.js';
import { Participants0002 } from './migrations/0002-participants.js';
import { AdverseEvents0003 } from './migrations/0003-adverse-events.js';
import { ReportingClocks0004 } from './migrations/0004-reporting-clocks.js';
import { StoppingRules0008 } from './migrations/0008-stopping-rules.js';
import { TreatmentCorrections0006 } from './migrations/0006-treatment-corrections.js';
import { ResultGradings0007 } from './migrations/0007-result-gradings.js';
import { ClockInputs0009 } from './migrations/0009-clock-inputs.js';
import { LocalToxicity0010 } from './migrations/0010-local-toxicity.js';
import { Cases0011 } from './migrations/0011-cases.js';
import { CaseSignatures0012 } from './migrations/0012-case-signatures.js';
import { CtcaeWording0017 } from './migrations/0017-ctcae-wording.js';
import { Meddra0018 } from './migrations/0018-meddra.js';
import { GradeDifferences0016 } from './migrations/0016-grade-differences.js';
import { ResponseAlerts0020 } from './migrations/0020-response-alerts.js';
import { DataCuts0013 } from './migrations/0013-data-cuts.js';
import { TimeCorrections } from '../clock-corrections/time-correction.table.js';
import { SponsorClockBreaches } from '../sponsor-clocks/sponsor-clock-breach.table.js';
import { SponsorClocks } from '../sponsor-clocks/sponsor-clock.table.js';
import { ClockBreaches } from '../reporting-clocks/clock-breach.table.js';
import { ClockCorrections0014 } from './migrations/0014-clock-corrections.js';
import { ReferenceSafetyInformation0021 } from './migrations/0021-reference-safety-information.js';
import { Queries0022 } from './migrations/0022-queries.js';
import { GradeCorrections } from '../grade-corrections/grade-correction.table.js';
import { SeriousnessChanges } from '../judgements/seriousness-change.table.js';
import { SpecialInterests } from '../judgements/special-interest.table.js';
import { Pregnancies } from '../pregnancies/pregnancy.table.js';
import { PregnancyEntries } from '../pregnancies/pregnancy-entry.table.js';
import { Pregnancies0034 } from './migrations/0034-pregnancies.js';
import { SpecialInterest0033 } from './migrations/0033-special-interest.js';
import { PregnancyMoments0040 } from './migrations/0040-pregnancy-moments.js';
import { WithdrawnInterest0038 } from './migrations/0038-withdrawn-interest.js';
import { SeriousnessChanges0039 } from './migrations/0039-seriousness-changes.js';
import { GradeCorrections0029 } from './migrations/0029-grade-corrections.js';
import { SponsorClockCorrections0030 } from './migrations/0030-sponsor-clock-corrections.js';
import { OrderOfOpinions0036 } from './migrations/0036-order-of-opinions.js';
import { ReceiptsOfSerious0037 } from './migrations/0037-receipts-of-serious.js';
import { HashesOfParts0032 } from './migrations/0032-hashes-of-parts.js';
import { SignedForms0031 } from './migrations/0031-signed-forms.js';
import { SponsorClocks0019 } from './migrations/0019-sponsor-clocks.js';
import { Signatures0023 } from './migrations/0023-signatures.js';

export const safetyDatabase: FoundationOptions = {
  service: 'safety',
  schema: 'safety',
  tables: [
    Participants,
    AdverseEvents,
    GradeSegments,
    ResultGradings,
    Regradings,
    Assessments,
    CausalityOpinions,
    SponsorReceipts,
    FollowUps,
    ReportingClocks,
    ClockBreaches,
    TimeCorrections,
    SponsorClocks,
    SponsorClockBreaches,
    GradeCorrections,
    SpecialInterests,
    SeriousnessChanges,
    Pregnancies,
    PregnancyEntries,
    Milestones,
    PauseProposals,
    LocalToxicityForms,
    LocalFindings,
    LocalFindingLinks,
    SafetyCases,
    CaseVersions,
    CaseSignatures,
    SignedForms,
    DictionaryReleases,
    CtcaeWordings,
    MeddraPreferredTerms,
    MeddraLowestTerms,
    Codings,
    ResponseAlerts,
    DataCuts,
    DataCutParts,
    References,
    Queries,
    QueryEntries,
    Signatures,
  ],
  migrations: [
    foundationMigration('safety'),
    Participants0002,
    AdverseEvents0003,
    ReportingClocks0004,
    TreatmentCorrections0006,
    ResultGradings0007,
    StoppingRules0008,
    ClockInputs0009,
    LocalToxicity0010,
    Cases0011,
    CaseSignatures0012,
    CtcaeWording0017,
    Meddra0018,
    GradeDifferences0016,
    ResponseAlerts0020,
    DataCuts0013,
    ClockCorrections0014,
    ReferenceSafetyInformation0021,
    Queries0022,
    SponsorClocks0019,
    Signatures0023,
    GradeCorrections0029,
    SponsorClockCorrections0030,
    SignedForms0031,
    HashesOfParts0032,
    SpecialInterest0033,
    Pregnancies0034,
    OrderOfOpinions0036,
    ReceiptsOfSerious0037,
    WithdrawnInterest0038,
    SeriousnessChanges0039,
    PregnancyMoments0040,
  ],
};
