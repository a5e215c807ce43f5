import { element, type Content, type XmlElement } from '../xml/xml-element.js';

/** The structural attributes each HL7 class has wherever it stands in an ICSR (PORR_MT049016UV, PORR_MT049023UV). */
const event = (classCode: string) => ({ classCode, moodCode: 'EVN' });
const instance = (classCode: string) => ({ classCode, determinerCode: 'INSTANCE' });
const kind = (classCode: string) => ({ classCode, determinerCode: 'KIND' });

const CLASSES = {
  act: event('ACT'),
  actReference: event('OBS'),
  adverseEffectReference: event('OBS'),
  adverseEventAssessment: event('INVSTG'),
  approval: event('CNTRCT'),
  asIdentifiedEntity: { classCode: 'IDENT' },
  asLocatedEntity: { classCode: 'LOCE' },
  asManufacturedProduct: { classCode: 'MANU' },
  asQualifiedEntity: { classCode: 'QUAL' },
  assignedEntity: { classCode: 'ASSIGNED' },
  assignedPerson: instance('PSN'),
  associatedPerson: instance('PSN'),
  author: { typeCode: 'AUT' },
  authorization: { typeCode: 'AUTH' },
  causalityAssessment: event('OBS'),
  component: { typeCode: 'COMP' },
  component1: { typeCode: 'COMP' },
  consumable: { typeCode: 'CSM' },
  controlActEvent: event('CACT'),
  controlActProcess: event('CACT'),
  device: instance('DEV'),
  document: event('DOC'),
  governingPlace: instance('COUNTRY'),
  holder: { typeCode: 'HLD' },
  ingredient: { classCode: 'ACTI' },
  ingredientSubstance: kind('MMAT'),
  instanceOfKind: { classCode: 'INST' },
  investigationCharacteristic: event('OBS'),
  investigationEvent: event('INVSTG'),
  kindOfProduct: kind('MMAT'),
  locatedEntity: { classCode: 'LOCE' },
  locatedPlace: instance('COUNTRY'),
  observation: event('OBS'),
  observationEvent: event('OBS'),
  observationRange: { classCode: 'OBS', moodCode: 'EVN.CRT' },
  organizer: event('CATEGORY'),
  outboundRelationship: { typeCode: 'SPRT' },
  performer: { typeCode: 'PRF' },
  player1: instance('PSN'),
  playingOrganization: instance('ORG'),
  primaryRole: { classCode: 'INVSBJ' },
  productEvent: event('ACT'),
  productInstanceInstance: instance('MMAT'),
  productUseReference: event('SBADM'),
  receiver: { typeCode: 'RCV' },
  reference: { typeCode: 'REFR' },
  referenceRange: { typeCode: 'REFV' },
  relatedInvestigation: event('INVSTG'),
  representedOrganization: instance('ORG'),
  researchStudy: event('CLNTRL'),
  sender: { typeCode: 'SND' },
  studyRegistration: event('ACT'),
  substanceAdministration: event('SBADM'),
  territorialAuthority: { classCode: 'TERR' },
  territory: { classCode: 'NAT', determinerCode: 'INSTANCE' },
} as const;

/** An element of a class that is the same everywhere. */
export const act = (name: keyof typeof CLASSES, ...content: readonly Content[]): XmlElement =>
  element(name, CLASSES[name], ...content);

/** A relationship whose meaning is in its type code. */
export const link = (name: string, typeCode: string, ...content: readonly Content[]): XmlElement =>
  element(name, { typeCode }, ...content);

/** The element, or nothing where there is nothing to put into it. */
export const unlessEmpty = (holder: XmlElement): XmlElement | undefined =>
  holder.children.length > 0 ? holder : undefined;

/** What is made of a value, or nothing of none. */
export const made = <Value, Made>(value: Value | undefined, make: (value: Value) => Made): Made | undefined =>
  value === undefined ? undefined : make(value);
