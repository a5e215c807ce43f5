import { Module } from '@nestjs/common';
import { Foundation } from '@trial/process';
import { AdverseEventsController } from './adverse-events/adverse-events.controller.js';
import { ConfirmCandidate } from './adverse-events/confirm-candidate.js';
import { KeepGrade } from './adverse-events/keep-grade.js';
import { RefuteCandidate } from './adverse-events/refute-candidate.js';
import { ReportAdverseEvent } from './adverse-events/report-adverse-event.js';
import { ReviseAdverseEvent } from './adverse-events/revise-adverse-event.js';
import { CaseFormsController } from './cases/case-forms.controller.js';
import { CasesController } from './cases/cases.controller.js';
import { casesProviders } from './cases/cases.providers.js';
import { CausalityController } from './causality/causality.controller.js';
import { JudgeCausality } from './causality/judge-causality.js';
import { ClockCorrectionsController } from './clock-corrections/clock-corrections.controller.js';
import { CorrectAwareness } from './clock-corrections/correct-awareness.js';
import { CorrectReceipt } from './clock-corrections/correct-receipt.js';
import { AnswerSponsorClock } from './sponsor-clocks/answer-sponsor-clock.js';
import { CorrectReportableFact } from './sponsor-clocks/correct-reportable-fact.js';
import { EscalateSponsorClock } from './sponsor-clocks/escalate-sponsor-clock.js';
import { PlanAnnualReports } from './sponsor-clocks/plan-annual-reports.js';
import { RecordReportableFact } from './sponsor-clocks/record-reportable-fact.js';
import { SponsorClocksController } from './sponsor-clocks/sponsor-clocks.controller.js';
import { WithdrawSponsorClock } from './sponsor-clocks/withdraw-sponsor-clock.js';
import { CorrectGrade } from './grade-corrections/correct-grade.js';
import { GradeCorrectionsController } from './grade-corrections/grade-corrections.controller.js';
import { GradeResults } from './gradings/grade-results.js';
import { GradingsController } from './gradings/gradings.controller.js';
import { CtcaeTermsController } from './dictionary/ctcae-terms.controller.js';
import { HearEnrolment } from './enrolment/hear-enrolment.js';
import { CorrectLocalToxicity } from './local-toxicity/correct-local-toxicity.js';
import { LinkLocalFinding } from './local-toxicity/link-local-finding.js';
import { LocalToxicityController } from './local-toxicity/local-toxicity.controller.js';
import { RecordLocalToxicity } from './local-toxicity/record-local-toxicity.js';
import { CodeAdverseEvent } from './meddra/code-adverse-event.js';
import { MeddraController } from './meddra/meddra.controller.js';
import { safetyDatabase } from './persistence/data-source.js';
import { AnswerQuery } from './queries/answer-query.js';
import { CloseQuery } from './queries/close-query.js';
import { OpenQuery } from './queries/open-query.js';
import { QueriesController } from './queries/queries.controller.js';
import { ReopenQuery } from './queries/reopen-query.js';
import { RecordReferenceSafety } from './reference-safety/record-reference-safety.js';
import { ReferenceSafetyController } from './reference-safety/reference-safety.controller.js';
import { HearAlerts } from './response-alerts/hear-alerts.js';
import { EscalateOverdueClock } from './reporting-clocks/escalate-overdue-clock.js';
import { MeetClockOnAssessment } from './sponsor-receipt/meet-clock-on-assessment.js';
import { ReportingClocksController } from './reporting-clocks/reporting-clocks.controller.js';
import { ReportingDecisionsController } from './reporting-decisions/reporting-decisions.controller.js';
import { DataCutsController } from './data-cuts/data-cuts.controller.js';
import { MakeDataCut } from './data-cuts/make-data-cut.js';
import { ReadDataCutFile } from './report-files/read-data-cut-file.js';
import { ReportFilesController } from './report-files/report-files.controller.js';
import { ReportDataOfTrial } from './reports/report-data.js';
import { ReportsController } from './reports/reports.controller.js';
import { SignAdverseEvent } from './signatures/sign-adverse-event.js';
import { SignaturesController } from './signatures/signatures.controller.js';
import { PregnanciesController } from './pregnancies/pregnancies.controller.js';
import { pregnanciesProviders } from './pregnancies/pregnancies.providers.js';
import { MarkSpecialInterest } from './special-interest/mark-special-interest.js';
import { WithdrawSpecialInterest } from './special-interest/withdraw-special-interest.js';
import { SpecialInterestController } from './special-interest/special-interest.controller.js';
import { TermsOfTrials } from './special-interest/terms-of-trials.js';
import { ReceiveAtSponsor } from './sponsor-receipt/receive-at-sponsor.js';
import { ReceiveFollowUp } from './sponsor-receipt/receive-follow-up.js';
import { SponsorReceiptController } from './sponsor-receipt/sponsor-receipt.controller.js';
import { AnswerByPause } from './stopping-rules/answer-by-pause.js';
import { DismissPauseProposal } from './stopping-rules/dismiss-pause-proposal.js';
import { HearMilestones } from './stopping-rules/hear-milestones.js';
import { PauseProposalsController } from './stopping-rules/pause-proposals.controller.js';

/** Everything of safety that works without knowing who received what. */
@Module({
  imports: [Foundation.for(safetyDatabase)],
  controllers: [
    AdverseEventsController,
    GradingsController,
    CtcaeTermsController,
    CausalityController,
    SponsorReceiptController,
    ReferenceSafetyController,
    QueriesController,
    SignaturesController,
    ReportingClocksController,
    ReportingDecisionsController,
    ClockCorrectionsController,
    SponsorClocksController,
    GradeCorrectionsController,
    SpecialInterestController,
    PregnanciesController,
    LocalToxicityController,
    ReportsController,
    DataCutsController,
    ReportFilesController,
    PauseProposalsController,
    CasesController,
    CaseFormsController,
    MeddraController,
  ],
  providers: [
    HearEnrolment,
    ReportAdverseEvent,
    GradeResults,
    HearAlerts,
    KeepGrade,
    ConfirmCandidate,
    RefuteCandidate,
    ReviseAdverseEvent,
    JudgeCausality,
    ReceiveAtSponsor,
    RecordReferenceSafety,
    OpenQuery,
    AnswerQuery,
    CloseQuery,
    ReopenQuery,
    SignAdverseEvent,
    ReceiveFollowUp,
    EscalateOverdueClock,
    CorrectAwareness,
    CorrectReceipt,
    RecordReportableFact,
    PlanAnnualReports,
    AnswerSponsorClock,
    EscalateSponsorClock,
    CorrectReportableFact,
    WithdrawSponsorClock,
    CorrectGrade,
    MarkSpecialInterest,
    WithdrawSpecialInterest,
    TermsOfTrials,
    ...pregnanciesProviders,
    MeetClockOnAssessment,
    HearMilestones,
    AnswerByPause,
    DismissPauseProposal,
    RecordLocalToxicity,
    CorrectLocalToxicity,
    LinkLocalFinding,
    ...casesProviders,
    CodeAdverseEvent,
    MakeDataCut,
    ReportDataOfTrial,
    ReadDataCutFile,
  ],
  exports: [ReportDataOfTrial],
})
export class BlindedModule {}
