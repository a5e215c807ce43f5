import { visibleTo, type Reader } from '../case/disclosure.js';
import type { Death, MedicalHistory, Parent, PastDrug, Patient } from '../case/patient.js';
import { ageGroups, observations, sexes } from '../code-lists/code-lists.js';
import { HL7_ROLE_CODE, MEDDRA, SEX } from '../code-lists/oids.js';
import { element, textElement, type Content, type XmlElement } from '../xml/xml-element.js';
import { act, link, made, unlessEmpty } from './acts.js';
import {
  boolean,
  code,
  coded,
  effectiveTime,
  foreignCode,
  id,
  knownBoolean,
  knownMoment,
  knownText,
  meddra,
  quantity,
  timeElement,
  words,
} from './hl7-values.js';

/** An observation of the patient under its code of list 1.19. */
export const about = (what: string, ...content: readonly Content[]): XmlElement =>
  act('observation', code('1.19', what), ...content);

/** D.1 to D.6: who the participant is, as far as it is sent. */
export function playerXml(patient: Patient): XmlElement {
  const { initials, sex, birth, recordNumbers, subjectNumber, death, parent } = patient;
  const record = (known: string | undefined, kind: string, root: '3.7' | '3.8' | '3.9') =>
    made(known, () =>
      act(
        'asIdentifiedEntity',
        element('id', { nullFlavor: 'MSK', root: id(root, '').attributes['root'] }),
        code('1.4', kind),
      ),
    );
  return act(
    'player1',
    knownText('name', initials),
    made(sex, sexXml),
    made(birth, (known) => timeElement('birthTime', known)),
    made(death, ({ date }) => timeElement('deceasedTime', date)),
    record(recordNumbers?.gp, '1', '3.7'),
    record(recordNumbers?.specialist, '2', '3.8'),
    record(recordNumbers?.hospital, '3', '3.9'),
    subjectNumber === '' ? undefined : act('asIdentifiedEntity', id('3.10', subjectNumber), code('1.4', '4')),
    made(parent, parentXml),
  );
}

const sexXml = (known: NonNullable<Patient['sex']>): XmlElement =>
  'value' in known
    ? foreignCode(SEX, sexes.codes[known.value], 'administrativeGenderCode')
    : element('administrativeGenderCode', { nullFlavor: known.absent });

const parentXml = ({ identification, sex }: Parent): XmlElement =>
  element(
    'role',
    { classCode: 'PRS' },
    foreignCode(HL7_ROLE_CODE, 'PRN'),
    act(
      'associatedPerson',
      element('name', { nullFlavor: 'value' in identification ? 'MSK' : identification.absent }),
      sexXml(sex),
    ),
  );

/** D.2.2 to D.4, D.9.2 to D.9.4: what was observed of the participant. */
export function patientObservationsXml({ age, ageGroup, weight, height, death }: Patient): readonly XmlElement[] {
  const found = [
    made(age, (value) => about(observations.age, quantity(value))),
    made(ageGroup, (group) => about(observations.ageGroup, coded('1.9', ageGroups.codes[group]))),
    made(weight, (value) => about(observations.weight, quantity({ value, unit: 'kg' }))),
    made(height, (value) => about(observations.height, quantity({ value, unit: 'cm' }))),
    ...(death ? deathXml(death) : []),
  ];
  return found.flatMap((observation) => (observation ? [link('subjectOf2', 'SBJ', observation)] : []));
}

const deathXml = ({ causes, autopsy, autopsyCauses }: Death): readonly XmlElement[] => [
  ...causes.map((cause) =>
    about(observations.causeOfDeath, meddra(cause.meddra, textElement('originalText', cause.words))),
  ),
  about(
    observations.autopsy,
    knownBoolean(autopsy),
    autopsyCauses.map((cause) =>
      link(
        'outboundRelationship2',
        'DRIV',
        about(observations.autopsyCause, meddra(cause.meddra, textElement('originalText', cause.words))),
      ),
    ),
  ),
];

/** D.7: history, coded and in words. */
export function historyXml(patient: Patient, reader: Reader): XmlElement | undefined {
  const { historyText, concomitantTherapies } = patient;
  const entries = visibleTo(reader, patient.history);
  // What was hidden from the blinded must not make the text a thing that is missing.
  const text = historyText ?? (entries.length === 0 ? ({ absent: 'UNK' } as const) : undefined);
  return organizer(
    '1',
    entries.map((entry) => act('component', historyEntry(entry))),
    made(text, (known) =>
      act(
        'component',
        about(
          observations.historyText,
          'value' in known ? words(known.value) : element('value', { 'xsi:type': 'ED', nullFlavor: known.absent }),
        ),
      ),
    ),
    concomitantTherapies && act('component', about(observations.concomitantTherapies, boolean(true))),
  );
}

const historyEntry = ({ meddra: term, start, end, continuing, comment }: MedicalHistory): XmlElement =>
  act(
    'observation',
    element('code', { code: term.code, codeSystem: MEDDRA, codeSystemVersion: term.version }),
    effectiveTime({ low: knownMoment(start), high: knownMoment(end) }),
    made(comment, (text) => link('outboundRelationship2', 'COMP', about(observations.comment, words(text)))),
    made(continuing, (known) =>
      link('inboundRelationship', 'REFR', about(observations.continuing, knownBoolean(known))),
    ),
  );

/** D.8: drugs taken before. */
export const pastDrugsXml = (patient: Patient, reader: Reader): XmlElement | undefined =>
  organizer(
    '2',
    visibleTo(reader, patient.pastDrugs).map((drug) => act('component', pastDrugXml(drug))),
  );

const pastDrugXml = ({ name, start, end, indication, reaction }: PastDrug): XmlElement =>
  act(
    'substanceAdministration',
    effectiveTime({ low: knownMoment(start), high: knownMoment(end) }),
    act('consumable', act('instanceOfKind', act('kindOfProduct', textElement('name', name)))),
    made(indication, (term) => link('outboundRelationship2', 'RSON', about(observations.indication, meddra(term)))),
    made(reaction, (term) => link('outboundRelationship2', 'CAUS', about(observations.reaction, meddra(term)))),
  );

/** A group of entries of one kind (list 1.20) under the patient; nothing where there is no entry. */
export function organizer(kind: '1' | '2' | '3' | '4', ...content: readonly Content[]): XmlElement | undefined {
  const group = unlessEmpty(element('organizer', {}, ...content));
  return group && link('subjectOf2', 'SBJ', act('organizer', code('1.20', kind), group.children));
}
