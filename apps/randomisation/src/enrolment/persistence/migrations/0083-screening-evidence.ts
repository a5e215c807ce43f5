import { auditTrigger, defineMigration, siteIsolation } from '@trial/persistence';

/** When evidence was taken, as each assessment said it; and what of it had expired when treatment was given. */
export const ScreeningEvidence0083 = defineMigration(83, 'ScreeningEvidence', [
  `create table screening_evidence (
     assessment_id uuid not null references eligibility_assessment (id),
     code text not null,
     trial_id text not null,
     site_id text not null,
     participant_id uuid not null references participant (id),
     taken_on date,
     taken_at timestamptz(3),
     participant_version integer not null,
     primary key (assessment_id, code),
     constraint screening_evidence_taken check (num_nulls(taken_on, taken_at) = 1)
   )`,
  `create index screening_evidence_participant on screening_evidence (participant_id)`,
  ...siteIsolation('screening_evidence'),
  auditTrigger('screening_evidence', 'assessment_id', 'code'),
  `grant select, insert on screening_evidence to enrolment`,
  `alter table administration add column expired_evidence jsonb`,
  `alter table dose add column expired_evidence jsonb`,
  `grant update (expired_evidence) on administration to enrolment`,
  `grant update (expired_evidence) on dose to enrolment`,
]);
