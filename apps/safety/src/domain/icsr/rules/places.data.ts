import type { Path } from './path.js';

/** Parts of a file elements stand in: which part they are in themselves, the way there, and what a reader calls them. */
export interface Place {
  readonly inside: PlaceName | undefined;
  readonly path: Path;
  readonly called: string;
}

export type PlaceName = keyof typeof PLACES;

const place = <const Inside extends string | undefined>(inside: Inside, path: Path, called: string) => ({
  inside,
  path,
  called,
});

const PATIENT_LIST = (kind: string) => `subjectOf2/organizer[20:${kind}]/component`;

/** From the outside to the inside (ICH E2B(R3), sections N to H). */
export const PLACES = {
  batch: place(undefined, '', 'batch'),
  message: place('batch', 'PORR_IN049016UV', 'message'),
  case: place('message', 'controlActProcess/subject/investigationEvent', 'case'),
  document: place('case', 'reference/document[27:1]', 'document'),
  literature: place('case', 'reference/document[27:2]', 'literature'),
  otherId: place('case', 'subjectOf1/controlActEvent/id', 'other id'),
  reporter: place('case', 'outboundRelationship[>relatedInvestigation 22:2]', 'reporter'),
  sender: place('case', 'subjectOf1/controlActEvent/author/assignedEntity[7:*]', 'sender'),
  summary: place('case', 'component/observationEvent[19:36]', 'summary'),
  assessment: place('case', 'component/adverseEventAssessment', 'assessment'),
  patient: place('assessment', 'subject1/primaryRole', 'patient'),
  study: place('patient', 'subjectOf1/researchStudy', 'study'),
  registration: place('study', 'authorization/studyRegistration', 'registration'),
  history: place('patient', `${PATIENT_LIST('1')}/observation[MEDDRA]`, 'history'),
  pastDrug: place('patient', `${PATIENT_LIST('2')}/substanceAdministration`, 'past drug'),
  causeOfDeath: place('patient', 'subjectOf2/observation[19:32]', 'cause of death'),
  autopsyCause: place(
    'patient',
    'subjectOf2/observation[19:5]/outboundRelationship2/observation[19:8]',
    'cause by autopsy',
  ),
  parent: place('patient', 'player1/role', 'parent'),
  parentHistory: place('parent', `${PATIENT_LIST('1')}/observation[MEDDRA]`, 'history of the parent'),
  parentDrug: place('parent', `${PATIENT_LIST('2')}/substanceAdministration`, 'past drug of the parent'),
  reaction: place('patient', 'subjectOf2/observation[19:29]', 'reaction'),
  test: place('patient', `${PATIENT_LIST('3')}/observation`, 'test'),
  drug: place('patient', `${PATIENT_LIST('4')}/substanceAdministration`, 'drug'),
  substance: place('drug', 'consumable/instanceOfKind/kindOfProduct/ingredient', 'substance'),
  dose: place('drug', 'outboundRelationship2[link COMP]/substanceAdministration', 'dose'),
  indication: place('drug', 'inboundRelationship/observation[19:19]', 'indication'),
  sinceFirst: place('drug', 'outboundRelationship1[link SAS]', 'time since the first dose'),
  sinceLast: place('drug', 'outboundRelationship1[link SAE]', 'time since the last dose'),
  rechallenge: place('drug', 'outboundRelationship2/observation[19:31]', 'rechallenge'),
  role: place('assessment', 'component/causalityAssessment[19:20]', 'role of a drug'),
  opinion: place('assessment', 'component/causalityAssessment[19:39]', 'opinion'),
  diagnosis: place('assessment', 'component1/observationEvent[19:15]', 'diagnosis'),
} as const;
