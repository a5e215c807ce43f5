export { accessGranted } from './gateway/access-granted.v1.js';
export { accessWithdrawn } from './gateway/access-withdrawn.v1.js';
export { resultCorrected } from './lab-biomarker/result-corrected.v1.js';
export { resultRestated } from './lab-biomarker/result-restated.v1.js';
export { resultRecorded } from './lab-biomarker/result-recorded.v1.js';
export { assignmentMissed } from './questionnaire/assignment-missed.v1.js';
export { responseAlerted } from './questionnaire/response-alerted.v1.js';
export { responseCorrected } from './questionnaire/response-corrected.v1.js';
export { responseSubmitted } from './questionnaire/response-submitted.v1.js';
export { allocationOpened } from './randomisation/allocation-opened.v1.js';
export { codeBreakAttempted } from './randomisation/code-break-attempted.v1.js';
export { codeBroken } from './randomisation/code-broken.v1.js';
export { databaseLocked } from './randomisation/database-locked.v1.js';
export { doseGiven } from './randomisation/dose-given.v1.js';
export { participantConsented } from './randomisation/participant-consented.v1.js';
export { participantFoundEligible } from './randomisation/participant-found-eligible.v1.js';
export { participantRandomised } from './randomisation/participant-randomised.v1.js';
export { participantRandomisedInError } from './randomisation/participant-randomised-in-error.v1.js';
export { participantScreened } from './randomisation/participant-screened.v1.js';
export { participantScreeningFailed } from './randomisation/participant-screening-failed.v1.js';
export { participantTreated } from './randomisation/participant-treated.v1.js';
export { participationEnded } from './randomisation/participation-ended.v1.js';
export { safetyContactAnswered } from './randomisation/safety-contact-answered.v1.js';
export { treatmentCorrected } from './randomisation/treatment-corrected.v1.js';
export { treatmentExpectedAgain } from './randomisation/treatment-expected-again.v1.js';
export { treatmentRuledOut } from './randomisation/treatment-ruled-out.v1.js';
export { unblindingReported } from './randomisation/unblinding-reported.v1.js';
export { randomisationPaused } from './randomisation/randomisation-paused.v1.js';
export { randomisationResumed } from './randomisation/randomisation-resumed.v1.js';
export { adverseEventCandidateRaised } from './safety/adverse-event-candidate-raised.v1.js';
export { adverseEventCandidateRaisedV2 } from './safety/adverse-event-candidate-raised.v2.js';
export { adverseEventConfirmed } from './safety/adverse-event-confirmed.v1.js';
export { adverseEventRefuted } from './safety/adverse-event-refuted.v1.js';
export { adverseEventRegraded } from './safety/adverse-event-regraded.v1.js';
export { adverseEventReported } from './safety/adverse-event-reported.v1.js';
export { adverseEventRevised } from './safety/adverse-event-revised.v1.js';
export { clockBreached } from './safety/clock-breached.v1.js';
export { clockMet } from './safety/clock-met.v1.js';
export { clockStarted } from './safety/clock-started.v1.js';
export { clockSuperseded } from './safety/clock-superseded.v1.js';
export { sponsorClockBreached } from './safety/sponsor-clock-breached.v1.js';
export { sponsorClockMet } from './safety/sponsor-clock-met.v1.js';
export { sponsorClockStarted } from './safety/sponsor-clock-started.v1.js';
export { sponsorClockSuperseded } from './safety/sponsor-clock-superseded.v1.js';
export { sponsorClockWithdrawn } from './safety/sponsor-clock-withdrawn.v1.js';
export { expeditedAssessmentClosed } from './safety/expedited-assessment-closed.v1.js';
export { regradingSettled } from './safety/regrading-settled.v1.js';
export { pauseProposalSettled } from './safety/pause-proposal-settled.v1.js';
export { pauseProposed } from './safety/pause-proposed.v1.js';
export { queryAnswered } from './safety/query-answered.v1.js';
export { queryClosed } from './safety/query-closed.v1.js';
export { queryOpened } from './safety/query-opened.v1.js';
export { signatureGiven } from './safety/signature-given.v1.js';
export { signatureSuperseded } from './safety/signature-superseded.v1.js';
export { localFindingFound } from './safety/local-finding-found.v1.js';
export { localFindingLinked } from './safety/local-finding-linked.v1.js';
export { localFindingWithdrawn } from './safety/local-finding-withdrawn.v1.js';
export { safetyContactDue } from './scheduling/safety-contact-due.v1.js';
export { safetyContactSettled } from './scheduling/safety-contact-settled.v1.js';
export { visitAppointmentWithdrawn } from './scheduling/visit-appointment-withdrawn.v1.js';
export { deviationDrafted } from './scheduling/deviation-drafted.v1.js';
export { visitAttendanceCorrected } from './scheduling/visit-attendance-corrected.v1.js';
export { visitCancelled } from './scheduling/visit-cancelled.v1.js';
export { visitDone } from './scheduling/visit-done.v1.js';
export { visitMissed } from './scheduling/visit-missed.v1.js';
export { visitMoved } from './scheduling/visit-moved.v1.js';
export { visitPlanned } from './scheduling/visit-planned.v1.js';
export { visitRescheduled } from './scheduling/visit-rescheduled.v1.js';
export { visitWindowClosed } from './scheduling/visit-window-closed.v1.js';
export { visitWindowOpened } from './scheduling/visit-window-opened.v1.js';
export {
  cloudEventSchema,
  defineEvent,
  type CloudEvent,
  type DataOf,
  type EventContract,
  type EventOf,
  type Whereabouts,
} from './event-contract.js';
export {
  Choice,
  Code,
  Day,
  declaredFields,
  Dictionary,
  type FieldSchema,
  fieldsOf,
  Flag,
  Identifier,
  Moment,
  Part,
  PartialDay,
  Parts,
  Quantity,
  Text,
  Whole,
  Words,
} from './fields.js';
export {
  defineCommand,
  defineQuery,
  pathParameters,
  readRequest,
  type Command,
  type HttpMethod,
  type Operation,
  type OperationReply,
  type OperationRequest,
  type Query,
  type RequestOf,
  type ResultOf,
} from './operation.js';
export { cursorAfter, keyAfter, pageOf, PageRequest, pageSize } from './paging.js';
export { rejectionCodes, type RejectionCode } from './rejection-codes.js';
export {
  blindedRoles,
  blindingClassOf,
  roles,
  unblindedRoles,
  type BlindedRole,
  type BlindingClass,
  type Role,
  type UnblindedRole,
} from './roles.js';
export {
  AuditVerificationView,
  DeadlineCounts,
  EventMark,
  NoParameters,
  OperationsProgress,
  OperationsStatus,
  MARKS_IN_A_LOOK,
  operationsOf,
  ParkedMessages,
  ProgressSince,
  Replayed,
  ReplayParkedMessageCommand,
  services,
  type Service,
} from './operations/operations-of.js';
export {
  AccessGrantId,
  AccessGrantPage,
  AccessGrantView,
  grantAccess,
  GrantAccessCommand,
  ListAccessGrants,
  listAccessGrants,
  withdrawAccess,
  WithdrawAccessCommand,
} from './gateway/access-grants.operations.js';
export {
  CalendarFeedId,
  CalendarFeedPage,
  CalendarFeedView,
  CreatedCalendarFeed,
  createOwnCalendarFeed,
  CreateOwnCalendarFeedCommand,
  createSiteCalendarFeed,
  CreateSiteCalendarFeedCommand,
  listCalendarFeeds,
  revokeCalendarFeed,
  RevokeCalendarFeedCommand,
} from './gateway/calendar-feeds.operations.js';
export {
  ClockConfirmation,
  readTrialClock,
  stepTrialClock,
  StepTrialClockCommand,
  TrialClockStep,
  TrialClockView,
} from './gateway/trial-clock.operations.js';
export { platformProgress, PlatformProgress, PlatformProgressSince } from './gateway/platform-progress.operations.js';
export {
  assessEligibility,
  AssessEligibilityCommand,
  ContinuedContact,
  CriterionAnswer,
  EligibilityOutcome,
  endParticipation,
  EndParticipationCommand,
  listParticipants,
  ParticipantPage,
  ParticipantStatus,
  ParticipantView,
  RandomisedParticipant,
  randomiseParticipant,
  RandomiseParticipantCommand,
  readParticipant,
  recordConsent,
  RecordConsentCommand,
  ScreenedParticipant,
  ScreeningEvidence,
  screenParticipant,
  ScreenParticipantCommand,
  StratificationValue,
} from './randomisation/enrolment.operations.js';
export {
  InjectionGiven,
  recordAdministration,
  RecordAdministrationCommand,
  RecordedAdministration,
} from './randomisation/administrations.operations.js';
export {
  CorrectedTreatmentTime,
  correctTreatmentTime,
  CorrectTreatmentTimeCommand,
  recordDose,
  RecordDoseCommand,
  RecordedDose,
} from './randomisation/doses.operations.js';
export { type NonTreatmentCause, nonTreatmentCauses } from './randomisation/non-treatment.causes.js';
export {
  recordNonTreatment,
  RecordNonTreatmentCommand,
  takeBackNonTreatment,
  TakeBackNonTreatmentCommand,
  TreatmentDecision,
} from './randomisation/non-treatment.operations.js';
export {
  answerSafetyContact,
  AnswerSafetyContactCommand,
  SafetyContactAnswer,
} from './randomisation/safety-contact.operations.js';
export {
  closeStratum,
  DecideRecruitmentCommand,
  RecruitmentDecisionMade,
  reopenStratum,
} from './randomisation/recruitment.operations.js';
export {
  BatchAttributes,
  BatchPage,
  BatchStatusView,
  type BatchStatusWord,
  BatchView,
  changeBatchStatus,
  ChangeBatchStatusCommand,
  ChangedBatchStatus,
  LateBatchResults,
  listBatches,
  registerBatch,
  RegisterBatchCommand,
  RegisteredBatch,
  type TestResultWord,
} from './randomisation/batches.operations.js';
export {
  AcceptedScan,
  IdentifiedProduct,
  identifyGivenProduct,
  IdentifyGivenProductCommand,
  listProductScans,
  PreparedProduct,
  prepareProduct,
  ProductScanPage,
  ProductScanView,
  type ProductStepWord,
  scanAtBedside,
  ScanAtBedsideCommand,
  scanInPharmacy,
  ScanInPharmacyCommand,
} from './randomisation/cell-products.operations.js';
export {
  BatchRecipient,
  ClosedFollowUp,
  closeFollowUp,
  CloseFollowUpCommand,
  DonorBatch,
  DonorTrace,
  openFollowUps,
  OpenFollowUpsCommand,
  ParticipantTrace,
  RecipientFollowUp,
  RecipientFollowUps,
  traceDonor,
  TraceDonorCommand,
  TracedProduct,
  TracedStep,
  traceParticipant,
  TraceParticipantCommand,
} from './randomisation/product-traces.operations.js';
export {
  AllocationVerification,
  discloseAllocation,
  DiscloseAllocationCommand,
  explainAllocation,
  ExplainAllocationCommand,
  ExplainedAllocation,
  DisclosedAllocation,
  verifyAllocations,
} from './randomisation/allocations.operations.js';
export {
  breakCode,
  BreakCodeCommand,
  BrokenCode,
  type CodeBreakCause,
  codeBreakCauses,
  CodeBreakCertificate,
  CodeBreakPage,
  CodeBreakView,
  listCodeBreaks,
  ListRowOpening,
  OpenedListRow,
} from './randomisation/code-breaks.operations.js';
export {
  DatabaseLockSignatureView,
  DatabaseLockView,
  PageOfUnblindedRows,
  readDatabaseLock,
  readUnblindedRows,
  rolesThatLock,
  signDatabaseLock,
  SignDatabaseLockCommand,
  UnblindedRow,
  UnblindedRowPage,
  UnblindedTrial,
  unblindTrial,
  UnblindTrialCommand,
} from './randomisation/database-lock.operations.js';
export {
  listUnblindingReports,
  openUnblindingAccount,
  OpenUnblindingAccountCommand,
  ReportedUnblinding,
  reportUnblinding,
  ReportUnblindingCommand,
  UnblindingAccount,
  UnblindingReportPage,
  UnblindingReportView,
  type WayOfUnblinding,
  waysOfUnblinding,
} from './randomisation/unblinding-reports.operations.js';
export {
  AtDowntimePack,
  closeDowntimePack,
  CloseDowntimePackCommand,
  DowntimeCode,
  DowntimeCodes,
  DowntimePackEnvelopes,
  DowntimePackReport,
  EnvelopeReadOut,
  EnvelopeReport,
  fetchDowntimeCodes,
  fetchDowntimePack,
  issueDowntimePack,
  IssueDowntimePackCommand,
  IssuedDowntimePack,
  readDowntimePack,
  reconcileDowntimePack,
  ReconcileDowntimePackCommand,
  RandomisedInDowntime,
  recordDowntimeRandomisation,
  RecordDowntimeRandomisationCommand,
  SealedEnvelope,
} from './randomisation/downtime.operations.js';
export {
  ArmWeight,
  extendRandomisationList,
  ExtendRandomisationListCommand,
  GeneratedRandomisationList,
  generateRandomisationList,
  GenerateRandomisationListCommand,
  ListCommitment,
  ListStatus,
  PublishedRoot,
  readListCommitment,
  readListStatus,
  SealedRandomisationList,
  sealRandomisationList,
  SealRandomisationListCommand,
  SpecifyBlockSize,
  StratumOfList,
  StratumStatus,
  uploadRandomisationList,
  UploadRandomisationListCommand,
} from './randomisation/randomisation-lists.operations.js';
export {
  AmendmentImpact,
  ImpactBells,
  ImpactReminder,
  ImpactWindow,
  previewAmendment,
  PreviewAmendmentCommand,
  VisitImpactView,
} from './scheduling/amendments.operations.js';
export {
  AnalysisVisit,
  AnalysisVisits,
  AnalysisVisitsQuery,
  readAnalysisVisits,
} from './scheduling/analysis-visits.operations.js';
export {
  CasebookCell,
  CasebookColumn,
  CasebookForms,
  CasebookPage,
  CasebookRow,
  casebookStatuses,
  openStandings,
  readCasebook,
  ReadCasebook,
} from './scheduling/casebook.operations.js';
export {
  DeviationPage,
  DeviationView,
  judgeDeviation,
  JudgeDeviationCommand,
  listDeviations,
  PageOfDeviations,
} from './scheduling/deviations.operations.js';
export { endFollowUp, EndFollowUpCommand, FollowUpEnd } from './scheduling/follow-up-end.operations.js';
export { listPlanChanges, PlanChangePage, PlanChangeView } from './scheduling/plan-changes.operations.js';
export {
  acknowledgeNotice,
  AcknowledgeNoticeCommand,
  AtNotice,
  eraseParticipantNoticeContact,
  EraseParticipantNoticeContactCommand,
  ListNotices,
  listNotices,
  NoticeAttemptView,
  NoticeContactView,
  NoticeDetail,
  NoticePage,
  NoticeView,
  NoticeWatch,
  readNotice,
  resendNotice,
  ResendNoticeCommand,
  setParticipantNoticeContact,
  SetParticipantNoticeContactCommand,
  setSiteNoticeContact,
  SetSiteNoticeContactCommand,
  watchNotices,
} from './scheduling/notices.operations.js';
export {
  AtWebhook,
  AtWebhookDelivery,
  ChangeWebhookCommand,
  createWebhook,
  CreateWebhookCommand,
  DeletedWebhook,
  deleteWebhook,
  ListWebhookDeadLetters,
  listWebhookDeadLetters,
  ListWebhookDeliveries,
  listWebhookDeliveries,
  listWebhooks,
  pauseWebhook,
  readWebhookDelivery,
  replayWebhook,
  ReplayWebhookCommand,
  replayWebhookDelivery,
  ReplayWebhookDeliveryCommand,
  ReplayedDeliveries,
  resumeWebhook,
  rotateWebhookSecret,
  WEBHOOK_KINDS,
  WebhookAttemptView,
  WebhookDeliveryDetail,
  WebhookDeliveryPage,
  WebhookDeliveryView,
  WebhookPage,
  WebhookView,
  WebhookWithSecret,
  type WebhookKind,
} from './scheduling/webhooks.operations.js';
export {
  type ContactOutcome,
  correctSafetyContact,
  CorrectSafetyContactCommand,
  listSafetyContacts,
  recordSafetyContact,
  RecordSafetyContactCommand,
  SafetyContactAttempt,
  SafetyContactPage,
  SafetyContactView,
} from './scheduling/safety-contacts.operations.js';
export {
  AtVisitQuery,
  correctAttendance,
  CorrectAttendanceCommand,
  excludeVisit,
  ExcludeVisitCommand,
  listVisits,
  missVisit,
  MissVisitCommand,
  readVisit,
  recordUnscheduledVisit,
  RecordUnscheduledVisitCommand,
  recordVisit,
  RecordVisitCommand,
  VisitPage,
  VisitView,
} from './scheduling/visits.operations.js';
export {
  ListWorklist,
  listWorklist,
  watchers,
  workKinds,
  WorklistItem,
  WorklistPage,
  WorkRuleView,
  workStandings,
} from './scheduling/worklist.operations.js';
export {
  AppointmentConflict,
  AppointmentPreview,
  AppointmentView,
  findSlots,
  FindSlots,
  FreeSlot,
  LaterVisit,
  MovedWindow,
  previewAppointment,
  PreviewAppointment,
  rescheduleVisit,
  RescheduleVisitCommand,
  SlotPage,
  withdrawAppointment,
  WithdrawAppointmentCommand,
} from './scheduling/appointments.operations.js';
export { AttendancePreview, previewAttendance, PreviewAttendance } from './scheduling/attendance-preview.operations.js';
export {
  CalendarEntry,
  CalendarOfSite,
  CalendarPage,
  readOwnCalendar,
  readSiteCalendar,
} from './scheduling/calendars.operations.js';
export {
  AssignmentForm,
  AssignmentPage,
  AssignmentView,
  correctResponse,
  CorrectResponseCommand,
  listAssignments,
  readAssignment,
  ReadAssignmentQuery,
  saveDraft,
  SaveDraftCommand,
  SavedDraft,
  submitResponse,
  SubmitResponseCommand,
  SubmittedResponse,
} from './questionnaire/responses.operations.js';
export {
  correctResult,
  CorrectResultCommand,
  listResults,
  recordResult,
  RecordResultCommand,
  ReportedRange,
  ResultPage,
  ResultValue,
  ResultView,
} from './lab-biomarker/results.operations.js';
export {
  AdverseEventPage,
  AdverseEventView,
  AtAdverseEvent,
  CauseOpinion,
  confirmCandidate,
  ConfirmCandidateCommand,
  ExpectednessView,
  judgeCausality,
  JudgeCausalityCommand,
  ListAdverseEvents,
  listAdverseEvents,
  readAdverseEvent,
  refuteCandidate,
  RefuteCandidateCommand,
  reportAdverseEvent,
  ReportAdverseEventCommand,
  reviseAdverseEvent,
  ReviseAdverseEventCommand,
  seriousnessCriteria,
} from './safety/adverse-events.operations.js';
export {
  answerQuery,
  AnswerQueryCommand,
  AtAdverseEventQuery,
  closeQuery,
  CloseQueryCommand,
  listQueries,
  ListQueries,
  openQuery,
  OpenQueryCommand,
  queriedFields,
  QueryEntryView,
  QueryPage,
  QueryView,
  reopenQuery,
  ReopenQueryCommand,
} from './safety/queries.operations.js';
export {
  ListSignatures,
  listSignatures,
  SignaturePage,
  SignatureView,
  signAdverseEvent,
  SignAdverseEventCommand,
} from './safety/signatures.operations.js';
export {
  ExpectedReactionEntry,
  listReferenceSafety,
  ListReferenceSafety,
  recordReferenceSafety,
  RecordReferenceSafetyCommand,
  ReferenceSafetyPage,
  ReferenceSafetyView,
} from './safety/reference-safety.operations.js';
export {
  CtcaeGradeWording,
  CtcaeTerms,
  CtcaeTermView,
  SearchCtcaeTerms,
  searchCtcaeTerms,
} from './safety/ctcae-terms.operations.js';
export {
  AdverseEventCodings,
  CodeAdverseEventCommand,
  codeAdverseEvent,
  CodingView,
  listCodings,
  ListMeddraChanges,
  listMeddraChanges,
  MeddraChange,
  meddraChanges,
  MeddraChangesPage,
  MeddraTerms,
  MeddraTermView,
  SearchMeddraTerms,
  searchMeddraTerms,
} from './safety/meddra.operations.js';
export {
  BaselineUsed,
  BoundUsed,
  GradeAnswer,
  GradeDifference,
  GradeDifferencePage,
  GradedValue,
  GradingPage,
  GradingView,
  keepGrade,
  KeepGradeCommand,
  listGradeDifferences,
  ListGradeDifferences,
  listGradings,
  ListGradings,
} from './safety/gradings.operations.js';
export {
  correctLocalToxicity,
  CorrectLocalToxicityCommand,
  linkLocalFinding,
  LinkLocalFindingCommand,
  listLocalToxicity,
  LocalFindingView,
  LocalToxicityAnswer,
  LocalToxicityFormPage,
  LocalToxicityFormView,
  LocalToxicityReport,
  LocalToxicityRequest,
  LocalToxicityRow,
  readLocalToxicity,
  recordLocalToxicity,
  RecordLocalToxicityCommand,
  UnlinkedLocalFinding,
} from './safety/local-toxicity.operations.js';
export { FilePiece, mediaTypes } from './file-piece.js';
export { DataCutFileRequest, dataCutFiles, readDataCutFile } from './safety/data-cut-files.operations.js';
export {
  AtDataCut,
  DataCutPage,
  DataCutView,
  listDataCuts,
  makeDataCut,
  MakeDataCutCommand,
  readDataCut,
} from './safety/data-cuts.operations.js';
export {
  ClosedReport,
  ClosedReportFileRequest,
  closedReportFiles,
  ClosedReportRequest,
  GradesOfArm,
  LocalToxicityItemOfArm,
  LocalToxicityOfArm,
  readClosedReport,
  readClosedReportFile,
  ReportOfArm,
} from './safety/closed-report.operations.js';
export {
  AdverseEventLine,
  LineListing,
  LineListingRequest,
  listAdverseEventLines,
} from './safety/line-listing.operations.js';
export {
  correctAwareness,
  CorrectAwarenessCommand,
  correctReceipt,
  CorrectReceiptCommand,
  listTimeCorrections,
  TimeCorrections,
  TimeCorrectionView,
} from './safety/clock-corrections.operations.js';
export {
  answerSponsorClock,
  AnswerSponsorClockCommand,
  AtSponsorClock,
  correctReportableFact,
  CorrectReportableFactCommand,
  listSponsorClocks,
  planAnnualReports,
  PlanAnnualReportsCommand,
  recordReportableFact,
  RecordReportableFactCommand,
  SponsorClockPage,
  SponsorClockView,
  withdrawSponsorClock,
  WithdrawSponsorClockCommand,
} from './safety/sponsor-clocks.operations.js';
export {
  correctGrade,
  CorrectGradeCommand,
  GradeCorrectionView,
  GradeSegments,
  GradeSegmentView,
  listGradeSegments,
} from './safety/grade-corrections.operations.js';
export {
  AtPregnancy,
  correctPregnancy,
  correctPregnancyReceipt,
  CorrectPregnancyCommand,
  CorrectPregnancyReceiptCommand,
  followUpPregnancy,
  FollowUpPregnancyCommand,
  linkPregnancyEvent,
  LinkPregnancyEventCommand,
  ListPregnancies,
  listPregnancies,
  listPregnancyEntries,
  PregnancyEntries,
  PregnancyEntryView,
  PregnancyPage,
  PregnancyView,
  readPregnancy,
  receivePregnancy,
  ReceivePregnancyCommand,
  recordPregnancyOutcome,
  RecordPregnancyOutcomeCommand,
  reportPregnancy,
  ReportPregnancyCommand,
} from './safety/pregnancies.operations.js';
export { pregnancyReported } from './safety/pregnancy-reported.v1.js';
export { pregnancyReceived } from './safety/pregnancy-received.v1.js';
export { pregnancyReportOverdue } from './safety/pregnancy-report-overdue.v1.js';
export { pregnancyFollowUpDue } from './safety/pregnancy-follow-up-due.v1.js';
export { pregnancyFollowUpSettled } from './safety/pregnancy-follow-up-settled.v1.js';
export { pregnancyAnomalyFound } from './safety/pregnancy-anomaly-found.v1.js';
export { pregnancyAnomalySettled } from './safety/pregnancy-anomaly-settled.v1.js';
export {
  markSpecialInterest,
  MarkSpecialInterestCommand,
  withdrawSpecialInterest,
  WithdrawSpecialInterestCommand,
} from './safety/special-interest.operations.js';
export {
  MaximumOfOrganClass,
  MaximumOfParticipant,
  ParticipantMaxima,
  ParticipantMaximumGrades,
  readParticipantMaximumGrades,
  SegmentOfMaximum,
} from './safety/participant-maximum-grades.operations.js';
export {
  ClockPage,
  ClockView,
  ClosedExpeditedAssessment,
  closeExpeditedAssessment,
  CloseExpeditedAssessmentCommand,
  EventsOfLocalToxicity,
  listClocks,
  MaximumGradeCell,
  MaximumGradeRequest,
  MaximumGradeTable,
  readMaximumGrades,
  receiveAtSponsor,
  ReceiveAtSponsorCommand,
  receiveFollowUp,
  ReceiveFollowUpCommand,
} from './safety/reporting.operations.js';
export { readReportingDecision, ReportingDecision } from './safety/reporting-decision.operations.js';
export {
  dismissPauseProposal,
  DismissPauseProposalCommand,
  ListPauseProposals,
  listPauseProposals,
  PauseProposalPage,
  pauseProposalStates,
  PauseProposalView,
  StoppingCase,
} from './safety/pause-proposals.operations.js';
export {
  AddCaseVersionCommand,
  addCaseVersion,
  AtCase,
  AtCaseVersion,
  CaseCopy,
  CaseDifference,
  CaseDifferences,
  CaseForm,
  CaseFormSignature,
  CasePage,
  CaseSummary,
  CaseVersionSummary,
  CaseVersionView,
  CaseView,
  LikelyDuplicate,
  listCases,
  OpenCaseCommand,
  openCase,
  readCase,
  readCaseCopy,
  readCaseDifferences,
  readCaseForm,
  readCaseVersion,
  signCaseForm,
  SignCaseFormCommand,
  ToldCase,
  ToldDrug,
  ToldTest,
} from './safety/cases.operations.js';
export {
  GivenProduct,
  listRegulatorVersions,
  MadeRegulatorVersion,
  makeRegulatorVersion,
  MakeRegulatorVersionCommand,
  OpenedRegulatorCopy,
  OpenedRegulatorForm,
  openRegulatorCopy,
  openRegulatorForm,
  OpenRegulatorCopyCommand,
  ProductStrength,
  RegulatorVersions,
  RegulatorVersionView,
} from './safety/regulator-versions.operations.js';
export {
  AcknowledgementPage,
  AcknowledgementSummary,
  AcknowledgementView,
  AnswerView,
  AtAcknowledgement,
  AttemptView,
  correctSubmission,
  CorrectSubmissionCommand,
  listAcknowledgements,
  listSubmissionDuties,
  listSubmissions,
  readAcknowledgement,
  receiveAcknowledgement,
  ReceiveAcknowledgementCommand,
  ReceivedAcknowledgement,
  SubmissionDutyPage,
  SubmissionDutyView,
  SubmissionsOfCase,
  SubmissionView,
  submitRegulatorVersion,
  SubmitRegulatorVersionCommand,
} from './safety/submissions.operations.js';
export {
  randomisationErrorKinds,
  recordRandomisedInError,
  RecordRandomisedInErrorCommand,
  type RandomisationErrorKind,
} from './randomisation/randomisation-errors.operations.js';
export {
  liftPause,
  LiftPauseCommand,
  pauseRandomisation,
  PauseRandomisationCommand,
  PauseView,
  RandomisationState,
  readRandomisationState,
  rolesThatPause,
} from './randomisation/pauses.operations.js';
export { AtParticipant, AtTrial, PageOfParticipant, PageOfTrial } from './places.js';
export { domainEvents, operations } from './catalogue.js';
