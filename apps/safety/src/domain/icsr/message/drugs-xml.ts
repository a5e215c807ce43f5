import type { Reader } from '../case/disclosure.js';
import type { CaseDrug, CodedTerm, Dose, DrugRelation, OpenProduct } from '../case/drug.js';
import { toldOf } from '../case/told-of.js';
import { actionsWithDrug, drugNotes, observations, rechallenges } from '../code-lists/code-lists.js';
import { COUNTRY, EDQM_FORM, EDQM_ROUTE, ich, MEDDRA } from '../code-lists/oids.js';
import { element, textElement, type XmlElement } from '../xml/xml-element.js';
import { act, link, made, unlessEmpty } from './acts.js';
import {
  boolean,
  code,
  coded,
  effectiveTime,
  foreignCode,
  id,
  knownMoment,
  quantity,
  uuid,
  words,
} from './hl7-values.js';
import { about } from './patient-xml.js';

/** G.k: one drug, under its own UUID. G.k.2.5 is said exactly while the reader is blinded to it. */
export function drugXml(drug: CaseDrug, reader: Reader): XmlElement {
  const { facts, blinded } = toldOf(drug.product, reader);
  return act(
    'component',
    act(
      'substanceAdministration',
      uuid(drug.id),
      act('consumable', instanceXml(facts)),
      drug.relations.flatMap(intervalsXml),
      facts.doses.map((dose) => link('outboundRelationship2', 'COMP', doseXml(dose))),
      made(facts.cumulativeDose, (total) =>
        link('outboundRelationship2', 'SUMM', about(observations.cumulativeDose, quantity(total))),
      ),
      blinded ? link('outboundRelationship2', 'PERT', about(observations.blinded, boolean(true))) : undefined,
      drug.relations.map(rechallengeXml),
      facts.notes.map((note) =>
        link('outboundRelationship2', 'REFR', about(observations.drugNote, coded('1.17', drugNotes.codes[note]))),
      ),
      made(facts.noteText, (text) =>
        link('outboundRelationship2', 'REFR', about(observations.drugNoteText, words(text, 'ST'))),
      ),
      drug.indications.map(indicationXml),
      made(drug.action, (action) =>
        link('inboundRelationship', 'CAUS', act('act', code('1.15', actionsWithDrug.codes[action]))),
      ),
    ),
  );
}

const instanceXml = ({ name, substances, authorisation, obtainedIn }: OpenProduct): XmlElement =>
  act(
    'instanceOfKind',
    act(
      'kindOfProduct',
      textElement('name', name),
      made(authorisation, authorisationXml),
      substances.map(({ name: substance, strength }) =>
        act(
          'ingredient',
          made(strength, (amount) =>
            element('quantity', {}, quantity(amount, 'numerator'), quantity({ value: '1', unit: '1' }, 'denominator')),
          ),
          act('ingredientSubstance', textElement('name', substance)),
        ),
      ),
    ),
    made(obtainedIn, (country) =>
      link(
        'subjectOf',
        'SBJ',
        act(
          'productEvent',
          code('1.18', '1'),
          act(
            'performer',
            act('assignedEntity', act('representedOrganization', element('addr', {}, textElement('country', country)))),
          ),
        ),
      ),
    ),
  );

const authorisationXml = ({ number, country, holder }: NonNullable<OpenProduct['authorisation']>): XmlElement =>
  act(
    'asManufacturedProduct',
    link(
      'subjectOf',
      'SBJ',
      act(
        'approval',
        id('3.4', number),
        made(holder, (name) =>
          act('holder', element('role', { classCode: 'HLD' }, act('playingOrganization', textElement('name', name)))),
        ),
        act('author', act('territorialAuthority', act('territory', foreignCode(COUNTRY, country)))),
      ),
    ),
  );

const doseXml = ({ start, last, duration, every, route, dose, lot, text, form }: Dose): XmlElement => {
  const instance = act(
    'instanceOfKind',
    made(lot, (number) => act('productInstanceInstance', textElement('lotNumberText', number))),
    made(form, (term) => act('kindOfProduct', termXml('formCode', EDQM_FORM, term))),
  );
  return act(
    'substanceAdministration',
    made(text, (said) => textElement('text', said)),
    effectiveTime({ low: knownMoment(start), high: knownMoment(last), width: duration, period: every }),
    made(route, (term) => termXml('routeCode', EDQM_ROUTE, term)),
    made(dose, (amount) => quantity(amount, 'doseQuantity')),
    made(unlessEmpty(instance), (kind) => act('consumable', kind)),
  );
};

const termXml = (name: string, codeSystem: string, { words: said, id: term }: CodedTerm): XmlElement =>
  element(name, { code: term?.code, codeSystem, codeSystemVersion: term?.version }, textElement('originalText', said));

/** G.k.7.r, as the reporter gave it. */
const indicationXml = ({ words: said, meddra: term }: CaseDrug['indications'][number]): XmlElement =>
  link(
    'inboundRelationship',
    'RSON',
    about(
      observations.indication,
      element(
        'value',
        { 'xsi:type': 'CE', code: term?.code, codeSystem: MEDDRA, codeSystemVersion: term?.version },
        textElement('originalText', said),
      ),
      act('performer', act('assignedEntity', element('code', { code: '3', codeSystem: ich('1.21') }))),
    ),
  );

const toReaction = (reactionId: string): XmlElement => act('actReference', uuid(reactionId));

/** G.k.9.i.3: from the first and from the last dose to the reaction. */
const intervalsXml = ({ reactionId, sinceFirst, sinceLast }: DrugRelation): readonly (XmlElement | undefined)[] => {
  const since = (typeCode: 'SAS' | 'SAE') => (time: NonNullable<typeof sinceFirst>) =>
    link('outboundRelationship1', typeCode, quantity(time, 'pauseQuantity'), toReaction(reactionId));
  return [made(sinceFirst, since('SAS')), made(sinceLast, since('SAE'))];
};

/** G.k.9.i.4. */
const rechallengeXml = ({ reactionId, rechallenge }: DrugRelation): XmlElement | undefined =>
  made(rechallenge, (answer) =>
    link(
      'outboundRelationship2',
      'PERT',
      about(
        observations.rechallenge,
        coded('1.16', rechallenges.codes[answer]),
        link('outboundRelationship1', 'REFR', toReaction(reactionId)),
      ),
    ),
  );
