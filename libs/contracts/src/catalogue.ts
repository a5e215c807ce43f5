import { accessGranted } from './gateway/access-granted.v1.js';
import { accessWithdrawn } from './gateway/access-withdrawn.v1.js';
import { resultCorrected } from './lab-biomarker/result-corrected.v1.js';
import { resultRestated } from './lab-biomarker/result-restated.v1.js';
import { resultRecorded } from './lab-biomarker/result-recorded.v1.js';
import { assignmentMissed } from './questionnaire/assignment-missed.v1.js';
import { responseAlerted } from './questionnaire/response-alerted.v1.js';
import { responseCorrected } from './questionnaire/response-corrected.v1.js';
import { responseSubmitted } from './questionnaire/response-submitted.v1.js';
import { allocationOpened } from './randomisation/allocation-opened.v1.js';
import { codeBreakAttempted } from './randomisation/code-break-attempted.v1.js';
import { codeBroken } from './randomisation/code-broken.v1.js';
import { databaseLocked } from './randomisation/database-locked.v1.js';
import { doseGiven } from './randomisation/dose-given.v1.js';
import { participantConsented } from './randomisation/participant-consented.v1.js';
import { participantFoundEligible } from './randomisation/participant-found-eligible.v1.js';
import { participantRandomised } from './randomisation/participant-randomised.v1.js';
import { participantRandomisedInError } from './randomisation/participant-randomised-in-error.v1.js';
import { participantScreened } from './randomisation/participant-screened.v1.js';
import { participantScreeningFailed } from './randomisation/participant-screening-failed.v1.js';
import { participantTreated } from './randomisation/participant-treated.v1.js';
import { participationEnded } from './randomisation/participation-ended.v1.js';
import { randomisationPaused } from './randomisation/randomisation-paused.v1.js';
import { randomisationResumed } from './randomisation/randomisation-resumed.v1.js';
import { safetyContactAnswered } from './randomisation/safety-contact-answered.v1.js';
import { treatmentCorrected } from './randomisation/treatment-corrected.v1.js';
import { treatmentExpectedAgain } from './randomisation/treatment-expected-again.v1.js';
import { treatmentRuledOut } from './randomisation/treatment-ruled-out.v1.js';
import { unblindingReported } from './randomisation/unblinding-reported.v1.js';
import { adverseEventCandidateRaised } from './safety/adverse-event-candidate-raised.v1.js';
import { adverseEventCandidateRaisedV2 } from './safety/adverse-event-candidate-raised.v2.js';
import { adverseEventConfirmed } from './safety/adverse-event-confirmed.v1.js';
import { adverseEventRefuted } from './safety/adverse-event-refuted.v1.js';
import { adverseEventRegraded } from './safety/adverse-event-regraded.v1.js';
import { adverseEventReported } from './safety/adverse-event-reported.v1.js';
import { adverseEventRevised } from './safety/adverse-event-revised.v1.js';
import { clockBreached } from './safety/clock-breached.v1.js';
import { clockMet } from './safety/clock-met.v1.js';
import { clockStarted } from './safety/clock-started.v1.js';
import { clockSuperseded } from './safety/clock-superseded.v1.js';
import { sponsorClockBreached } from './safety/sponsor-clock-breached.v1.js';
import { sponsorClockMet } from './safety/sponsor-clock-met.v1.js';
import { sponsorClockStarted } from './safety/sponsor-clock-started.v1.js';
import { sponsorClockSuperseded } from './safety/sponsor-clock-superseded.v1.js';
import { sponsorClockWithdrawn } from './safety/sponsor-clock-withdrawn.v1.js';
import { expeditedAssessmentClosed } from './safety/expedited-assessment-closed.v1.js';
import { regradingSettled } from './safety/regrading-settled.v1.js';
import { pauseProposalSettled } from './safety/pause-proposal-settled.v1.js';
import { pauseProposed } from './safety/pause-proposed.v1.js';
import { queryAnswered } from './safety/query-answered.v1.js';
import { queryClosed } from './safety/query-closed.v1.js';
import { queryOpened } from './safety/query-opened.v1.js';
import { signatureGiven } from './safety/signature-given.v1.js';
import { signatureSuperseded } from './safety/signature-superseded.v1.js';
import { localFindingFound } from './safety/local-finding-found.v1.js';
import { localFindingLinked } from './safety/local-finding-linked.v1.js';
import { localFindingWithdrawn } from './safety/local-finding-withdrawn.v1.js';
import { safetyContactDue } from './scheduling/safety-contact-due.v1.js';
import { safetyContactSettled } from './scheduling/safety-contact-settled.v1.js';
import { visitAppointmentWithdrawn } from './scheduling/visit-appointment-withdrawn.v1.js';
import { deviationDrafted } from './scheduling/deviation-drafted.v1.js';
import { visitAttendanceCorrected } from './scheduling/visit-attendance-corrected.v1.js';
import { visitCancelled } from './scheduling/visit-cancelled.v1.js';
import { visitDone } from './scheduling/visit-done.v1.js';
import { visitMissed } from './scheduling/visit-missed.v1.js';
import { visitMoved } from './scheduling/visit-moved.v1.js';
import { visitPlanned } from './scheduling/visit-planned.v1.js';
import { visitRescheduled } from './scheduling/visit-rescheduled.v1.js';
import { visitWindowClosed } from './scheduling/visit-window-closed.v1.js';
import { visitWindowOpened } from './scheduling/visit-window-opened.v1.js';
import { grantAccess, withdrawAccess, listAccessGrants } from './gateway/access-grants.operations.js';
import {
  createSiteCalendarFeed,
  createOwnCalendarFeed,
  revokeCalendarFeed,
  listCalendarFeeds,
} from './gateway/calendar-feeds.operations.js';
import { platformProgress } from './gateway/platform-progress.operations.js';
import { stepTrialClock, readTrialClock } from './gateway/trial-clock.operations.js';
import {
  screenParticipant,
  recordConsent,
  assessEligibility,
  randomiseParticipant,
  endParticipation,
  readParticipant,
  listParticipants,
} from './randomisation/enrolment.operations.js';
import { discloseAllocation, explainAllocation, verifyAllocations } from './randomisation/allocations.operations.js';
import { breakCode, listCodeBreaks } from './randomisation/code-breaks.operations.js';
import {
  signDatabaseLock,
  readDatabaseLock,
  unblindTrial,
  readUnblindedRows,
} from './randomisation/database-lock.operations.js';
import {
  reportUnblinding,
  listUnblindingReports,
  openUnblindingAccount,
} from './randomisation/unblinding-reports.operations.js';
import {
  generateRandomisationList,
  uploadRandomisationList,
  extendRandomisationList,
  sealRandomisationList,
  readListCommitment,
  readListStatus,
} from './randomisation/randomisation-lists.operations.js';
import {
  issueDowntimePack,
  fetchDowntimeCodes,
  fetchDowntimePack,
  reconcileDowntimePack,
  closeDowntimePack,
  readDowntimePack,
  recordDowntimeRandomisation,
} from './randomisation/downtime.operations.js';
import { registerBatch, changeBatchStatus, listBatches } from './randomisation/batches.operations.js';
import {
  prepareProduct,
  scanInPharmacy,
  scanAtBedside,
  identifyGivenProduct,
  listProductScans,
} from './randomisation/cell-products.operations.js';
import {
  traceDonor,
  traceParticipant,
  openFollowUps,
  closeFollowUp,
} from './randomisation/product-traces.operations.js';
import { recordAdministration } from './randomisation/administrations.operations.js';
import { correctTreatmentTime, recordDose } from './randomisation/doses.operations.js';
import { recordNonTreatment, takeBackNonTreatment } from './randomisation/non-treatment.operations.js';
import { answerSafetyContact } from './randomisation/safety-contact.operations.js';
import { liftPause, pauseRandomisation, readRandomisationState } from './randomisation/pauses.operations.js';
import { recordRandomisedInError } from './randomisation/randomisation-errors.operations.js';
import { closeStratum, reopenStratum } from './randomisation/recruitment.operations.js';
import { previewAmendment } from './scheduling/amendments.operations.js';
import { readAnalysisVisits } from './scheduling/analysis-visits.operations.js';
import { readCasebook } from './scheduling/casebook.operations.js';
import { judgeDeviation, listDeviations } from './scheduling/deviations.operations.js';
import { listPlanChanges } from './scheduling/plan-changes.operations.js';
import { endFollowUp } from './scheduling/follow-up-end.operations.js';
import {
  recordSafetyContact,
  correctSafetyContact,
  listSafetyContacts,
} from './scheduling/safety-contacts.operations.js';
import {
  recordVisit,
  recordUnscheduledVisit,
  correctAttendance,
  excludeVisit,
  missVisit,
  readVisit,
  listVisits,
} from './scheduling/visits.operations.js';
import { listWorklist } from './scheduling/worklist.operations.js';
import {
  rescheduleVisit,
  withdrawAppointment,
  findSlots,
  previewAppointment,
} from './scheduling/appointments.operations.js';
import { previewAttendance } from './scheduling/attendance-preview.operations.js';
import { readSiteCalendar, readOwnCalendar } from './scheduling/calendars.operations.js';
import {
  setSiteNoticeContact,
  setParticipantNoticeContact,
  eraseParticipantNoticeContact,
  acknowledgeNotice,
  resendNotice,
  readNotice,
  listNotices,
  watchNotices,
} from './scheduling/notices.operations.js';
import {
  createWebhook,
  rotateWebhookSecret,
  pauseWebhook,
  resumeWebhook,
  deleteWebhook,
  replayWebhook,
  replayWebhookDelivery,
  listWebhooks,
  listWebhookDeliveries,
  listWebhookDeadLetters,
  readWebhookDelivery,
} from './scheduling/webhooks.operations.js';
import {
  submitResponse,
  saveDraft,
  correctResponse,
  readAssignment,
  listAssignments,
} from './questionnaire/responses.operations.js';
import { recordResult, correctResult, listResults } from './lab-biomarker/results.operations.js';
import {
  reportAdverseEvent,
  confirmCandidate,
  refuteCandidate,
  reviseAdverseEvent,
  judgeCausality,
  readAdverseEvent,
  listAdverseEvents,
} from './safety/adverse-events.operations.js';
import { searchCtcaeTerms } from './safety/ctcae-terms.operations.js';
import { answerQuery, closeQuery, listQueries, openQuery, reopenQuery } from './safety/queries.operations.js';
import { listSignatures, signAdverseEvent } from './safety/signatures.operations.js';
import { listReferenceSafety, recordReferenceSafety } from './safety/reference-safety.operations.js';
import { keepGrade, listGradeDifferences, listGradings } from './safety/gradings.operations.js';
import {
  correctLocalToxicity,
  linkLocalFinding,
  listLocalToxicity,
  readLocalToxicity,
  recordLocalToxicity,
} from './safety/local-toxicity.operations.js';
import { readClosedReport, readClosedReportFile } from './safety/closed-report.operations.js';
import { readDataCutFile } from './safety/data-cut-files.operations.js';
import { listDataCuts, makeDataCut, readDataCut } from './safety/data-cuts.operations.js';
import { listAdverseEventLines } from './safety/line-listing.operations.js';
import {
  reportPregnancy,
  receivePregnancy,
  followUpPregnancy,
  recordPregnancyOutcome,
  correctPregnancy,
  correctPregnancyReceipt,
  linkPregnancyEvent,
  readPregnancy,
  listPregnancyEntries,
  listPregnancies,
} from './safety/pregnancies.operations.js';
import { pregnancyReported } from './safety/pregnancy-reported.v1.js';
import { pregnancyReceived } from './safety/pregnancy-received.v1.js';
import { pregnancyReportOverdue } from './safety/pregnancy-report-overdue.v1.js';
import { pregnancyFollowUpDue } from './safety/pregnancy-follow-up-due.v1.js';
import { pregnancyFollowUpSettled } from './safety/pregnancy-follow-up-settled.v1.js';
import { pregnancyAnomalyFound } from './safety/pregnancy-anomaly-found.v1.js';
import { pregnancyAnomalySettled } from './safety/pregnancy-anomaly-settled.v1.js';
import { markSpecialInterest, withdrawSpecialInterest } from './safety/special-interest.operations.js';
import { readParticipantMaximumGrades } from './safety/participant-maximum-grades.operations.js';
import {
  receiveAtSponsor,
  receiveFollowUp,
  listClocks,
  closeExpeditedAssessment,
  readMaximumGrades,
} from './safety/reporting.operations.js';
import { readReportingDecision } from './safety/reporting-decision.operations.js';
import {
  addCaseVersion,
  listCases,
  openCase,
  readCase,
  readCaseCopy,
  readCaseDifferences,
  readCaseForm,
  readCaseVersion,
  signCaseForm,
} from './safety/cases.operations.js';
import { correctAwareness, correctReceipt, listTimeCorrections } from './safety/clock-corrections.operations.js';
import {
  listRegulatorVersions,
  makeRegulatorVersion,
  openRegulatorCopy,
  openRegulatorForm,
} from './safety/regulator-versions.operations.js';
import {
  correctSubmission,
  listAcknowledgements,
  readAcknowledgement,
  listSubmissionDuties,
  listSubmissions,
  receiveAcknowledgement,
  submitRegulatorVersion,
} from './safety/submissions.operations.js';
import {
  answerSponsorClock,
  correctReportableFact,
  listSponsorClocks,
  planAnnualReports,
  recordReportableFact,
  withdrawSponsorClock,
} from './safety/sponsor-clocks.operations.js';
import { correctGrade, listGradeSegments } from './safety/grade-corrections.operations.js';
import { codeAdverseEvent, listCodings, listMeddraChanges, searchMeddraTerms } from './safety/meddra.operations.js';
import { dismissPauseProposal, listPauseProposals } from './safety/pause-proposals.operations.js';
import type { EventContract } from './event-contract.js';
import type { Operation } from './operation.js';
import { operationsOf, services } from './operations/operations-of.js';

/** Every event on an open stream. Restricted events stand behind their own door and are not here. */
export const domainEvents: readonly EventContract[] = [
  accessGranted,
  accessWithdrawn,
  resultCorrected,
  resultRecorded,
  resultRestated,
  assignmentMissed,
  responseAlerted,
  responseCorrected,
  responseSubmitted,
  allocationOpened,
  codeBreakAttempted,
  codeBroken,
  databaseLocked,
  doseGiven,
  participantConsented,
  participantFoundEligible,
  participantRandomised,
  participantRandomisedInError,
  participantScreened,
  participantScreeningFailed,
  participantTreated,
  participationEnded,
  randomisationPaused,
  randomisationResumed,
  safetyContactAnswered,
  treatmentCorrected,
  treatmentExpectedAgain,
  treatmentRuledOut,
  unblindingReported,
  adverseEventCandidateRaised,
  adverseEventCandidateRaisedV2,
  adverseEventConfirmed,
  adverseEventRefuted,
  adverseEventRegraded,
  adverseEventReported,
  adverseEventRevised,
  clockBreached,
  clockMet,
  clockStarted,
  clockSuperseded,
  sponsorClockBreached,
  sponsorClockMet,
  sponsorClockStarted,
  sponsorClockSuperseded,
  sponsorClockWithdrawn,
  pregnancyReported,
  pregnancyReceived,
  pregnancyReportOverdue,
  pregnancyFollowUpDue,
  pregnancyFollowUpSettled,
  pregnancyAnomalyFound,
  pregnancyAnomalySettled,
  expeditedAssessmentClosed,
  regradingSettled,
  pauseProposalSettled,
  pauseProposed,
  queryAnswered,
  queryClosed,
  queryOpened,
  signatureGiven,
  signatureSuperseded,
  localFindingFound,
  localFindingLinked,
  localFindingWithdrawn,
  safetyContactDue,
  safetyContactSettled,
  visitAppointmentWithdrawn,
  deviationDrafted,
  visitAttendanceCorrected,
  visitCancelled,
  visitDone,
  visitMissed,
  visitMoved,
  visitPlanned,
  visitRescheduled,
  visitWindowClosed,
  visitWindowOpened,
];

/** Every command and query the gateway has a route for. */
export const operations: readonly Operation[] = [
  grantAccess,
  withdrawAccess,
  listAccessGrants,
  createSiteCalendarFeed,
  createOwnCalendarFeed,
  revokeCalendarFeed,
  listCalendarFeeds,
  stepTrialClock,
  readTrialClock,
  platformProgress,
  screenParticipant,
  recordConsent,
  assessEligibility,
  randomiseParticipant,
  recordRandomisedInError,
  recordAdministration,
  recordDose,
  correctTreatmentTime,
  recordNonTreatment,
  takeBackNonTreatment,
  endParticipation,
  answerSafetyContact,
  readParticipant,
  listParticipants,
  generateRandomisationList,
  uploadRandomisationList,
  extendRandomisationList,
  sealRandomisationList,
  readListCommitment,
  readListStatus,
  discloseAllocation,
  explainAllocation,
  verifyAllocations,
  closeStratum,
  reopenStratum,
  pauseRandomisation,
  liftPause,
  readRandomisationState,
  breakCode,
  listCodeBreaks,
  reportUnblinding,
  listUnblindingReports,
  openUnblindingAccount,
  signDatabaseLock,
  readDatabaseLock,
  unblindTrial,
  readUnblindedRows,
  issueDowntimePack,
  fetchDowntimeCodes,
  fetchDowntimePack,
  reconcileDowntimePack,
  closeDowntimePack,
  readDowntimePack,
  recordDowntimeRandomisation,
  registerBatch,
  changeBatchStatus,
  listBatches,
  prepareProduct,
  scanInPharmacy,
  scanAtBedside,
  identifyGivenProduct,
  listProductScans,
  traceDonor,
  traceParticipant,
  openFollowUps,
  closeFollowUp,
  recordVisit,
  recordUnscheduledVisit,
  correctAttendance,
  previewAttendance,
  excludeVisit,
  missVisit,
  rescheduleVisit,
  withdrawAppointment,
  findSlots,
  previewAppointment,
  readSiteCalendar,
  readOwnCalendar,
  readVisit,
  listVisits,
  recordSafetyContact,
  correctSafetyContact,
  listSafetyContacts,
  listPlanChanges,
  readAnalysisVisits,
  listDeviations,
  judgeDeviation,
  endFollowUp,
  previewAmendment,
  readCasebook,
  listWorklist,
  setSiteNoticeContact,
  setParticipantNoticeContact,
  eraseParticipantNoticeContact,
  acknowledgeNotice,
  resendNotice,
  readNotice,
  listNotices,
  watchNotices,
  createWebhook,
  rotateWebhookSecret,
  pauseWebhook,
  resumeWebhook,
  deleteWebhook,
  replayWebhook,
  replayWebhookDelivery,
  listWebhooks,
  listWebhookDeliveries,
  listWebhookDeadLetters,
  readWebhookDelivery,
  submitResponse,
  saveDraft,
  correctResponse,
  readAssignment,
  listAssignments,
  recordResult,
  correctResult,
  listResults,
  reportAdverseEvent,
  confirmCandidate,
  refuteCandidate,
  reviseAdverseEvent,
  judgeCausality,
  receiveAtSponsor,
  recordReferenceSafety,
  listReferenceSafety,
  openQuery,
  answerQuery,
  closeQuery,
  reopenQuery,
  listQueries,
  signAdverseEvent,
  listSignatures,
  receiveFollowUp,
  readAdverseEvent,
  listAdverseEvents,
  searchCtcaeTerms,
  listGradings,
  listGradeDifferences,
  keepGrade,
  listClocks,
  correctAwareness,
  correctReceipt,
  listTimeCorrections,
  correctGrade,
  listGradeSegments,
  recordReportableFact,
  planAnnualReports,
  answerSponsorClock,
  correctReportableFact,
  withdrawSponsorClock,
  listSponsorClocks,
  closeExpeditedAssessment,
  readMaximumGrades,
  readParticipantMaximumGrades,
  readReportingDecision,
  markSpecialInterest,
  withdrawSpecialInterest,
  reportPregnancy,
  receivePregnancy,
  followUpPregnancy,
  recordPregnancyOutcome,
  correctPregnancy,
  correctPregnancyReceipt,
  linkPregnancyEvent,
  readPregnancy,
  listPregnancyEntries,
  listPregnancies,
  makeDataCut,
  readDataCut,
  listDataCuts,
  readDataCutFile,
  readClosedReport,
  readClosedReportFile,
  listAdverseEventLines,
  listPauseProposals,
  dismissPauseProposal,
  recordLocalToxicity,
  correctLocalToxicity,
  listLocalToxicity,
  linkLocalFinding,
  readLocalToxicity,
  openCase,
  addCaseVersion,
  listCases,
  readCase,
  readCaseVersion,
  readCaseDifferences,
  readCaseCopy,
  makeRegulatorVersion,
  listRegulatorVersions,
  openRegulatorCopy,
  openRegulatorForm,
  submitRegulatorVersion,
  correctSubmission,
  listSubmissionDuties,
  listSubmissions,
  receiveAcknowledgement,
  listAcknowledgements,
  readAcknowledgement,
  readCaseForm,
  signCaseForm,
  searchMeddraTerms,
  codeAdverseEvent,
  listCodings,
  listMeddraChanges,
  ...services.flatMap((service): readonly Operation[] => Object.values(operationsOf(service))),
];
