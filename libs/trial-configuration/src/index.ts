export { assessmentsAt, type PlannedAssessment } from './assessments-at.js';
export { canonicalJson } from './canonical-json.js';
export type { DeepReadonly } from './deep-freeze.js';
export { visitsIfNeverTreated } from './if-never-treated.js';
export { InvalidTrialFile, type Finding } from './invalid-trial-file.js';
export { loadTrial, readTrial } from './load-trial.js';
export { reminderRulesOf } from './reminder-rules.js';
export type { QuietHours, ReminderRule } from './reminders.js';
export { earliestTreatmentOn, mostKeptApart, sentinelRule } from './sentinel.js';
export type {
  Administration,
  Analyte,
  Arm,
  Assessment,
  ConsentForm,
  ClinicRules,
  CtcaeRules,
  EligibilityCriterion,
  InstrumentRule,
  LaboratoryPanel,
  LocalToxicityItem,
  PauseRule,
  ReportingRules,
  Site,
  TrialConfiguration,
  TrialFile,
  TrialRole,
  VisitMapping,
  VisitRule,
} from './trial-configuration.js';
export { Trials } from './trials.js';
export { isVisitOf } from './whose-visit.js';
