import {
  actionsWithDrug,
  ageGroups,
  batchTypes,
  drugNotes,
  drugRoles,
  firstSenders,
  highlights,
  outcomeCodes,
  primarySource,
  qualifications,
  rechallenges,
  reportTypes,
  senderTypes,
  sexes,
  studyTypes,
  testVerdicts,
  withdrawals,
  type CodeList,
} from '../code-lists/code-lists.js';
import { COUNTRY as COUNTRY_LIST, ich, MEDDRA, SEX } from '../code-lists/oids.js';
import type { ElementNumber, IcsrElement, Kind, NullFlavor } from './element.js';
import type { Path } from './path.js';
import type { PlaceName } from './places.data.js';

/* Lengths, precisions, null flavours and what must be there: ICH E2B(R3), core data elements. Paths: HL7 v3. */

const text = (most: number): Kind => ({ kind: 'text', most });
const date = (atLeast: 'year' | 'day' | 'second'): Kind => ({ kind: 'date', atLeast });
/** The list a kind of code comes from. */
const SYSTEMS = new Map<Kind, string>();
const from = (system: string | undefined, kind: Kind): Kind => {
  if (system !== undefined) SYSTEMS.set(kind, system);
  return kind;
};
const oneOf = ({ codes, oid }: CodeList): Kind => from(oid && ich(oid), { kind: 'code', codes: Object.values(codes) });
const number = (most: number, whole = false): Kind => ({ kind: 'number', most, whole });
const shape = (pattern: RegExp, says: string): Kind => ({ kind: 'shape', shape: pattern, says });

const COUNTRY = from(COUNTRY_LIST, shape(/^[A-Z]{2}$/, 'two capital letters (ISO 3166-1)'));
/** Where a country is text. */
const COUNTRY_TEXT = shape(/^[A-Z]{2}$/, 'two capital letters (ISO 3166-1)');
const LANGUAGE = shape(/^[a-z]{3}$/, 'three small letters (ISO 639-2)');
const CASE_ID = shape(/^(?=.{1,100}$)[A-Z]{2}-[^-]+-.+$/u, 'country-organisation-number, at most 100 characters');
const LLT = from(MEDDRA, shape(/^\d{8}$/, 'eight digits (MedDRA LLT)'));
const VERSION = shape(/^\d{1,2}\.\d$/, 'a MedDRA version such as 29.0');
const UUID = shape(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'a UUID');
const TRUE: Kind = { kind: 'code', codes: ['true'] };
const TRUE_FALSE: Kind = { kind: 'code', codes: ['true', 'false'] };
const UCUM: Kind = { kind: 'unit', units: 'ucum' };
const TIME = ['a', 'mo', 'wk', 'd', 'h', 'min', 's'];
const units = (...more: readonly string[]): Kind => ({ kind: 'unit', units: [...TIME, ...more] });
const AGE: Kind = { kind: 'unit', units: ['a', 'mo', 'wk', 'd', 'h', '10.a', '{decade}'] };
const GESTATION: Kind = { kind: 'unit', units: ['mo', 'wk', 'd', '{trimester}'] };
const MASK3: readonly NullFlavor[] = ['MSK', 'ASKU', 'NASK'];
const MASK4: readonly NullFlavor[] = ['MSK', 'UNK', 'ASKU', 'NASK'];
const ASK3: readonly NullFlavor[] = ['ASKU', 'NASK', 'UNK'];

interface More {
  readonly nf?: readonly NullFlavor[];
  readonly required?: true;
  readonly many?: true;
  readonly prefix?: string;
  readonly system?: string;
}

/** One element: its number, its place, the way to it and `@attribute` (or nothing for text), what it may be. */
function e(element: ElementNumber, place: PlaceName, where: Path, kind: Kind, more: More = {}): IcsrElement {
  const [path = '', attribute] = where.split('@');
  const { nf = [], required = false, many = false, prefix = '', system = SYSTEMS.get(kind) } = more;
  return { element, place, path, attribute, prefix, kind, nullFlavors: nf, required, many, system };
}
const must = { required: true } as const;

const AUTHOR = 'relatedInvestigation/subjectOf2/controlActEvent/author/assignedEntity';
const ABOVE = 'representedOrganization/assignedEntity/representedOrganization/name';
const COUNTRY_OF = 'assignedPerson/asLocatedEntity/location/code[list 1.0.3166.1.2.2]@code';
const OF = (code: string) => `outboundRelationship2/observation[19:${code}]/value`;
const OBS = (code: string) => `subjectOf2/observation[19:${code}]/value`;
const HISTORY_TEXT = (code: string) => `subjectOf2/organizer[20:1]/component/observation[19:${code}]/value`;
const PRODUCT = 'consumable/instanceOfKind/kindOfProduct';

/** A MedDRA term: version and code in the same place. */
const meddra = (a: ElementNumber, b: ElementNumber, place: PlaceName, path: Path, more: More = {}) => [
  e(a, place, `${path}@codeSystemVersion`, VERSION, more),
  e(b, place, `${path}@code`, LLT, more),
];

/** A number and its unit. */
const amount = (a: ElementNumber, b: ElementNumber, place: PlaceName, path: Path, value: Kind, unit: Kind) => [
  e(a, place, `${path}@value`, value),
  e(b, place, `${path}@unit`, unit),
];

const history = (prefix: string, place: PlaceName) => [
  ...meddra(`${prefix}.1a`, `${prefix}.1b`, place, 'code'),
  e(`${prefix}.2`, place, 'effectiveTime/low@value', date('year'), { nf: MASK3 }),
  e(`${prefix}.3`, place, 'inboundRelationship/observation[19:13]/value@value', TRUE_FALSE, { nf: MASK4 }),
  e(`${prefix}.4`, place, 'effectiveTime/high@value', date('year'), { nf: MASK3 }),
  e(`${prefix}.5`, place, OF('10'), text(2000)),
];

const pastDrug = (prefix: string, place: PlaceName, nf: readonly NullFlavor[]) => [
  e(`${prefix}.1`, place, `${PRODUCT}/name`, text(250), { nf }),
  e(`${prefix}.4`, place, 'effectiveTime/low@value', date('year'), { nf: MASK3 }),
  e(`${prefix}.5`, place, 'effectiveTime/high@value', date('year'), { nf: MASK3 }),
  ...meddra(`${prefix}.6a`, `${prefix}.6b`, place, 'outboundRelationship2/observation[19:19]/value'),
  ...meddra(`${prefix}.7a`, `${prefix}.7b`, place, 'outboundRelationship2/observation[19:29]/value'),
];

const flag = (element: ElementNumber, code: string) =>
  e(element, 'reaction', `${OF(code)}@value`, TRUE, { nf: ['NI'], required: true });

/** Every element the engine knows, in the order of ICH. */
export const ELEMENTS: readonly IcsrElement[] = [
  e('N.1.1', 'batch', 'name[list 1.1]@code', oneOf(batchTypes), must),
  e('N.1.2', 'batch', 'id[root 3.22]@extension', text(100), must),
  e('N.1.3', 'batch', 'sender/device/id[root 3.13]@extension', text(60), must),
  e('N.1.4', 'batch', 'receiver/device/id[root 3.14]@extension', text(60), must),
  e('N.1.5', 'batch', 'creationTime@value', date('second'), must),
  e('N.2.r.1', 'message', 'id[root 3.1]@extension', text(100), must),
  e('N.2.r.2', 'message', 'sender/device/id[root 3.11]@extension', text(60), must),
  e('N.2.r.3', 'message', 'receiver/device/id[root 3.12]@extension', text(60), must),
  e('N.2.r.4', 'message', 'creationTime@value', date('second'), must),

  e('C.1.1', 'case', 'id[root 3.1]@extension', CASE_ID, must),
  e('C.1.2', 'message', 'controlActProcess/effectiveTime@value', date('second'), must),
  e('C.1.3', 'case', 'subjectOf2/investigationCharacteristic[23:1]/value@code', oneOf(reportTypes), must),
  e('C.1.4', 'case', 'effectiveTime/low@value', date('day'), must),
  e('C.1.5', 'case', 'availabilityTime@value', date('day'), must),
  e('C.1.6.1', 'case', 'component/observationEvent[19:1]/value@value', TRUE_FALSE, must),
  e('C.1.6.1.r.1', 'document', 'title', text(2000)),
  e('C.1.7', 'case', 'component/observationEvent[19:23]/value@value', TRUE_FALSE, { nf: ['NI'], required: true }),
  e('C.1.8.1', 'case', 'id[root 3.2]@extension', CASE_ID, must),
  e(
    'C.1.8.2',
    'case',
    'outboundRelationship/relatedInvestigation[22:1]/subjectOf2/controlActEvent/author/assignedEntity/code[list 1.3]@code',
    oneOf(firstSenders),
    must,
  ),
  e('C.1.9.1', 'case', 'subjectOf2/investigationCharacteristic[23:2]/value@value', TRUE, {
    nf: ['NI'],
    required: true,
  }),
  e('C.1.9.1.r.1', 'otherId', '@assigningAuthorityName', text(100)),
  e('C.1.9.1.r.2', 'otherId', '@extension', text(100)),
  e(
    'C.1.10.r',
    'case',
    'outboundRelationship/relatedInvestigation[NA]/subjectOf2/controlActEvent/id[root 3.2]@extension',
    text(100),
    { many: true },
  ),
  e('C.1.11.1', 'case', 'subjectOf2/investigationCharacteristic[23:3]/value@code', oneOf(withdrawals)),
  e('C.1.11.2', 'case', 'subjectOf2/investigationCharacteristic[23:4]/value/originalText', text(2000)),

  e('C.2.r.1.1', 'reporter', `${AUTHOR}/assignedPerson/name/prefix`, text(50), { nf: MASK4 }),
  e('C.2.r.1.2', 'reporter', `${AUTHOR}/assignedPerson/name/given[n 1]`, text(60), { nf: MASK3 }),
  e('C.2.r.1.3', 'reporter', `${AUTHOR}/assignedPerson/name/given[n 2]`, text(60), { nf: MASK3 }),
  e('C.2.r.1.4', 'reporter', `${AUTHOR}/assignedPerson/name/family`, text(60), { nf: MASK3 }),
  e('C.2.r.2.1', 'reporter', `${AUTHOR}/${ABOVE}`, text(60), { nf: MASK3 }),
  e('C.2.r.2.2', 'reporter', `${AUTHOR}/representedOrganization/name`, text(60), { nf: MASK3 }),
  e('C.2.r.2.3', 'reporter', `${AUTHOR}/addr/streetAddressLine`, text(100), { nf: MASK3 }),
  e('C.2.r.2.4', 'reporter', `${AUTHOR}/addr/city`, text(35), { nf: MASK3 }),
  e('C.2.r.2.5', 'reporter', `${AUTHOR}/addr/state`, text(40), { nf: MASK3 }),
  e('C.2.r.2.6', 'reporter', `${AUTHOR}/addr/postalCode`, text(15), { nf: MASK3 }),
  e('C.2.r.2.7', 'reporter', `${AUTHOR}/telecom[tel tel:] | ${AUTHOR}/telecom[null]@value`, text(33), {
    nf: MASK3,
    prefix: 'tel:',
  }),
  e('C.2.r.3', 'reporter', `${AUTHOR}/assignedPerson/asLocatedEntity/location/code@code`, COUNTRY, { nf: MASK4 }),
  e('C.2.r.4', 'reporter', `${AUTHOR}/assignedPerson/asQualifiedEntity/code@code`, oneOf(qualifications), {
    nf: ['UNK'],
    required: true,
  }),
  e('C.2.r.5', 'reporter', 'priorityNumber@value', oneOf(primarySource)),

  e('C.3.1', 'sender', 'code[list 1.7]@code', oneOf(senderTypes), must),
  e('C.3.2', 'sender', ABOVE, text(100)),
  e('C.3.3.1', 'sender', 'representedOrganization/name', text(60)),
  e('C.3.3.2', 'sender', 'assignedPerson/name/prefix', text(50)),
  e('C.3.3.3', 'sender', 'assignedPerson/name/given[n 1]', text(60)),
  e('C.3.3.4', 'sender', 'assignedPerson/name/given[n 2]', text(60)),
  e('C.3.3.5', 'sender', 'assignedPerson/name/family', text(60)),
  e('C.3.4.1', 'sender', 'addr/streetAddressLine', text(100)),
  e('C.3.4.2', 'sender', 'addr/city', text(35)),
  e('C.3.4.3', 'sender', 'addr/state', text(40)),
  e('C.3.4.4', 'sender', 'addr/postalCode', text(15)),
  e('C.3.4.5', 'sender', COUNTRY_OF, COUNTRY),
  e('C.3.4.6', 'sender', 'telecom[tel tel:]@value', text(33), { prefix: 'tel:' }),
  e('C.3.4.7', 'sender', 'telecom[tel fax:]@value', text(33), { prefix: 'fax:' }),
  e('C.3.4.8', 'sender', 'telecom[tel mailto:]@value', text(100), { prefix: 'mailto:' }),
  e('C.4.r.1', 'literature', 'bibliographicDesignationText', text(500), { nf: ['ASKU', 'NASK'] }),

  e('C.5.1.r.1', 'registration', 'id@extension', text(50), { nf: ['ASKU', 'NASK'] }),
  e('C.5.1.r.2', 'registration', 'author/territorialAuthority/governingPlace/code@code', COUNTRY, {
    nf: ['ASKU', 'NASK'],
  }),
  e('C.5.2', 'study', 'title', text(2000), { nf: ['ASKU', 'NASK'] }),
  e('C.5.3', 'study', 'id[root 3.5]@extension', text(50), { nf: ['ASKU', 'NASK'] }),
  e('C.5.4', 'study', 'code[list 1.8]@code', oneOf(studyTypes)),

  e('D.1', 'patient', 'player1/name', text(60), { nf: MASK4, required: true }),
  e('D.1.1.1', 'patient', 'player1/asIdentifiedEntity[4:1]/id@extension', text(20), { nf: ['MSK'] }),
  e('D.1.1.2', 'patient', 'player1/asIdentifiedEntity[4:2]/id@extension', text(20), { nf: ['MSK'] }),
  e('D.1.1.3', 'patient', 'player1/asIdentifiedEntity[4:3]/id@extension', text(20), { nf: ['MSK'] }),
  e('D.1.1.4', 'patient', 'player1/asIdentifiedEntity[4:4]/id@extension', text(20), { nf: ['MSK'] }),
  e('D.2.1', 'patient', 'player1/birthTime@value', date('day'), { nf: ['MSK'] }),
  ...amount('D.2.2a', 'D.2.2b', 'patient', OBS('3'), number(5), AGE),
  ...amount('D.2.2.1a', 'D.2.2.1b', 'patient', OBS('16'), number(3), GESTATION),
  e('D.2.3', 'patient', `${OBS('4')}@code`, oneOf(ageGroups)),
  e('D.3', 'patient', `${OBS('7')}@value`, number(6)),
  e('D.4', 'patient', `${OBS('17')}@value`, number(3, true)),
  e('D.5', 'patient', 'player1/administrativeGenderCode@code', from(SEX, oneOf(sexes)), { nf: MASK4 }),
  e('D.6', 'patient', `${OBS('22')}@value`, date('year'), { nf: ['MSK'] }),
  ...history('D.7.1.r', 'history'),
  e('D.7.1.r.6', 'history', `${OF('38')}@value`, TRUE),
  e('D.7.2', 'patient', HISTORY_TEXT('18'), text(10_000), { nf: MASK4 }),
  e('D.7.3', 'patient', `${HISTORY_TEXT('11')}@value`, TRUE),
  ...pastDrug('D.8.r', 'pastDrug', ['UNK', 'NA']),
  e('D.9.1', 'patient', 'player1/deceasedTime@value', date('year'), { nf: MASK3 }),
  ...meddra('D.9.2.r.1a', 'D.9.2.r.1b', 'causeOfDeath', 'value'),
  e('D.9.2.r.2', 'causeOfDeath', 'value/originalText', text(250)),
  e('D.9.3', 'patient', `${OBS('5')}@value`, TRUE_FALSE, { nf: MASK4 }),
  ...meddra('D.9.4.r.1a', 'D.9.4.r.1b', 'autopsyCause', 'value'),
  e('D.9.4.r.2', 'autopsyCause', 'value/originalText', text(250)),
  e('D.10.1', 'parent', 'associatedPerson/name', text(60), { nf: MASK4 }),
  e('D.10.2.1', 'parent', 'associatedPerson/birthTime@value', date('year'), { nf: MASK3 }),
  ...amount('D.10.2.2a', 'D.10.2.2b', 'parent', OBS('3'), number(3), AGE),
  e('D.10.3', 'parent', `${OBS('22')}@value`, date('year'), { nf: MASK3 }),
  e('D.10.4', 'parent', `${OBS('7')}@value`, number(6)),
  e('D.10.5', 'parent', `${OBS('17')}@value`, number(3, true)),
  e('D.10.6', 'parent', 'associatedPerson/administrativeGenderCode@code', from(SEX, oneOf(sexes)), {
    nf: MASK4,
    required: true,
  }),
  ...history('D.10.7.1.r', 'parentHistory'),
  e('D.10.7.2', 'parent', HISTORY_TEXT('18'), text(10_000)),
  ...pastDrug('D.10.8.r', 'parentDrug', []),

  e('E.i', 'reaction', 'id@root', UUID, must),
  e('E.i.1.1a', 'reaction', 'value/originalText', text(250)),
  e('E.i.1.1b', 'reaction', 'value/originalText@language', LANGUAGE),
  e('E.i.1.2', 'reaction', OF('30'), text(250)),
  ...meddra('E.i.2.1a', 'E.i.2.1b', 'reaction', 'value', must),
  e('E.i.3.1', 'reaction', `${OF('37')}@code`, oneOf(highlights)),
  flag('E.i.3.2a', '34'),
  flag('E.i.3.2b', '21'),
  flag('E.i.3.2c', '33'),
  flag('E.i.3.2d', '35'),
  flag('E.i.3.2e', '12'),
  flag('E.i.3.2f', '26'),
  e('E.i.4', 'reaction', 'effectiveTime/low | effectiveTime/comp/low@value', date('year'), { nf: MASK3 }),
  e('E.i.5', 'reaction', 'effectiveTime/high | effectiveTime/comp/high@value', date('year'), { nf: MASK3 }),
  ...amount('E.i.6a', 'E.i.6b', 'reaction', 'effectiveTime/width | effectiveTime/comp/width', number(5), units()),
  e('E.i.7', 'reaction', `${OF('27')}@code`, oneOf(outcomeCodes), must),
  e('E.i.8', 'reaction', `${OF('24')}@value`, TRUE_FALSE),
  e('E.i.9', 'reaction', 'location/locatedEntity/locatedPlace/code@code', COUNTRY),

  e('F.r.1', 'test', 'effectiveTime@value', date('year'), { nf: ['UNK'] }),
  e('F.r.2.1', 'test', 'code/originalText', text(250)),
  ...meddra('F.r.2.2a', 'F.r.2.2b', 'test', 'code'),
  e('F.r.3.1', 'test', 'interpretationCode@code', oneOf(testVerdicts)),
  ...amount(
    'F.r.3.2',
    'F.r.3.3',
    'test',
    'value[type IVL_PQ]/center | value[type IVL_PQ]/low | value[type IVL_PQ]/high',
    number(50),
    UCUM,
  ).map((element) => ({ ...element, nullFlavors: ['NINF', 'PINF'] as const, many: true })),
  e('F.r.3.4', 'test', 'value[type ED]', text(2000)),
  e('F.r.4', 'test', 'referenceRange/observationRange[bound L]/value@value', text(50)),
  e('F.r.5', 'test', 'referenceRange/observationRange[bound H]/value@value', text(50)),
  e('F.r.6', 'test', OF('10'), text(2000)),
  e('F.r.7', 'test', `${OF('25')}@value`, TRUE_FALSE),

  e('G.k', 'drug', 'id@root', UUID, must),
  e('G.k.1', 'role', 'value@code', oneOf(drugRoles), must),
  e('G.k.2.2', 'drug', `${PRODUCT}/name`, text(250), must),
  e('G.k.2.3.r.1', 'substance', 'ingredientSubstance/name', text(250)),
  ...amount('G.k.2.3.r.3a', 'G.k.2.3.r.3b', 'substance', 'quantity/numerator', number(10), UCUM),
  e(
    'G.k.2.4',
    'drug',
    'consumable/instanceOfKind/subjectOf/productEvent/performer/assignedEntity/representedOrganization/addr/country',
    COUNTRY_TEXT,
  ),
  e('G.k.2.5', 'drug', `${OF('6')}@value`, TRUE),
  e('G.k.3.1', 'drug', `${PRODUCT}/asManufacturedProduct/subjectOf/approval/id@extension`, text(35)),
  e(
    'G.k.3.2',
    'drug',
    `${PRODUCT}/asManufacturedProduct/subjectOf/approval/author/territorialAuthority/territory/code@code`,
    COUNTRY,
  ),
  e(
    'G.k.3.3',
    'drug',
    `${PRODUCT}/asManufacturedProduct/subjectOf/approval/holder/role/playingOrganization/name`,
    text(60),
  ),
  ...amount('G.k.4.r.1a', 'G.k.4.r.1b', 'dose', 'doseQuantity', number(8), UCUM),
  ...amount(
    'G.k.4.r.2',
    'G.k.4.r.3',
    'dose',
    'effectiveTime/period | effectiveTime/comp/period',
    number(4),
    units('{cyclical}', '{asnecessary}', '{total}'),
  ),
  e('G.k.4.r.4', 'dose', 'effectiveTime/low | effectiveTime/comp/low@value', date('year'), { nf: MASK3 }),
  e('G.k.4.r.5', 'dose', 'effectiveTime/high | effectiveTime/comp/high@value', date('year'), { nf: MASK3 }),
  ...amount('G.k.4.r.6a', 'G.k.4.r.6b', 'dose', 'effectiveTime/width | effectiveTime/comp/width', number(5), units()),
  e('G.k.4.r.7', 'dose', 'consumable/instanceOfKind/productInstanceInstance/lotNumberText', text(35)),
  e('G.k.4.r.8', 'dose', 'text', text(2000)),
  e('G.k.4.r.9.1', 'dose', `${PRODUCT}/formCode/originalText`, text(60), { nf: ASK3 }),
  e('G.k.4.r.9.2a', 'dose', `${PRODUCT}/formCode@codeSystemVersion`, text(10)),
  e('G.k.4.r.9.2b', 'dose', `${PRODUCT}/formCode@code`, text(100)),
  e('G.k.4.r.10.1', 'dose', 'routeCode/originalText', text(60), { nf: ASK3 }),
  e('G.k.4.r.10.2a', 'dose', 'routeCode@codeSystemVersion', text(10)),
  e('G.k.4.r.10.2b', 'dose', 'routeCode@code', text(100)),
  ...amount('G.k.5a', 'G.k.5b', 'drug', OF('14'), number(10), UCUM),
  ...amount('G.k.6a', 'G.k.6b', 'drug', OF('16'), number(3), GESTATION),
  e('G.k.7.r.1', 'indication', 'value/originalText', text(250), { nf: ASK3 }),
  ...meddra('G.k.7.r.2a', 'G.k.7.r.2b', 'indication', 'value'),
  e('G.k.8', 'drug', 'inboundRelationship/act/code[list 1.15]@code', oneOf(actionsWithDrug)),
  e('G.k.9.i.2.r.1', 'opinion', 'author/assignedEntity/code/originalText', text(60)),
  e('G.k.9.i.2.r.2', 'opinion', 'methodCode/originalText', text(60)),
  e('G.k.9.i.2.r.3', 'opinion', 'value[type ST]', text(60)),
  ...amount('G.k.9.i.3.1a', 'G.k.9.i.3.1b', 'sinceFirst', 'pauseQuantity', number(5), units()),
  ...amount('G.k.9.i.3.2a', 'G.k.9.i.3.2b', 'sinceLast', 'pauseQuantity', number(5), units()),
  e('G.k.9.i.4', 'rechallenge', 'value@code', oneOf(rechallenges)),
  e('G.k.10.r', 'drug', `${OF('9')}@code`, oneOf(drugNotes), { many: true }),
  e('G.k.11', 'drug', OF('2'), text(2000)),

  e('H.1', 'case', 'text', text(100_000), must),
  e('H.2', 'assessment', 'component1/observationEvent[19:10][by 3]/value', text(20_000)),
  ...meddra('H.3.r.1a', 'H.3.r.1b', 'diagnosis', 'value', must),
  e('H.4', 'assessment', 'component1/observationEvent[19:10][by 1]/value', text(20_000)),
  e('H.5.r.1a', 'summary', 'value', text(100_000)),
  e('H.5.r.1b', 'summary', 'value@language', LANGUAGE),
];
