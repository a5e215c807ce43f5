import type { CaseReport } from '../case/case-report.js';
import { seenBy, visibleTo, type Reader } from '../case/disclosure.js';
import type { CaseDrug, CaseOpinion } from '../case/drug.js';
import { opinionsFor } from '../case/told-of.js';
import { drugRoles, observations } from '../code-lists/code-lists.js';
import { EU_METHOD, EU_RESULT, EU_SOURCE, ich } from '../code-lists/oids.js';
import { element, textElement, type Content, type XmlElement } from '../xml/xml-element.js';
import { act, link, made } from './acts.js';
import { code, coded, meddra, uuid, words } from './hl7-values.js';
import { studyXml } from './people-xml.js';
import { drugXml } from './drugs-xml.js';
import { historyXml, organizer, pastDrugsXml, patientObservationsXml, playerXml } from './patient-xml.js';
import { reactionXml, testXml } from './reactions-xml.js';
import type { EuCausalityCodes } from './settings.js';

/** The participant and all that was observed of them; the roles of the drugs; the opinions; the comments. */
export function assessmentXml(report: CaseReport, reader: Reader, eu: EuCausalityCodes | undefined): XmlElement {
  const { patient, study, reactions } = report;
  const drugs = visibleTo(reader, report.drugs);
  const opinions = opinionsFor(reader, report);
  return act(
    'adverseEventAssessment',
    link(
      'subject1',
      'SBJ',
      act(
        'primaryRole',
        playerXml(patient),
        studyXml(study),
        patientObservationsXml(patient),
        historyXml(patient, reader),
        pastDrugsXml(patient, reader),
        reactions.map(reactionXml),
        organizer('3', visibleTo(reader, report.tests).map(testXml)),
        organizer(
          '4',
          drugs.map((drug) => drugXml(drug, reader)),
        ),
      ),
    ),
    drugs.map(roleXml),
    opinions.flatMap((opinion) => [opinionXml(opinion), ...(eu ? [euOpinionXml(opinion, eu)] : [])]),
    commentsXml(report, reader),
  );
}

const toDrug = (id: string): XmlElement => link('subject2', 'SUBJ', act('productUseReference', uuid(id)));
const toReaction = (id: string): XmlElement => link('subject1', 'SUBJ', act('adverseEffectReference', uuid(id)));

/** G.k.1. */
const roleXml = ({ id, role }: CaseDrug): XmlElement =>
  act(
    'component',
    act('causalityAssessment', code('1.19', observations.role), coded('1.13', drugRoles.codes[role]), toDrug(id)),
  );

/** G.k.9.i.2.r in words: who judged, how, and what came out. */
const opinionXml = ({ judge, method, result, reactionId, drugId }: CaseOpinion): XmlElement => {
  const said = (text: string) => textElement('originalText', text);
  return causality(
    words(result, 'ST'),
    element('methodCode', {}, said(method)),
    act(
      'author',
      act('assignedEntity', element('code', {}, said(judge === 'investigator' ? 'Investigator' : 'Sponsor'))),
    ),
    toReaction(reactionId),
    toDrug(drugId),
  );
};

/** The same opinion in the codes of the EU, where they are configured. */
const euOpinionXml = ({ judge, possibility, reactionId, drugId }: CaseOpinion, eu: EuCausalityCodes): XmlElement => {
  const term = (name: string, value: string, codeSystem: string, type?: string) =>
    element(name, { 'xsi:type': type, code: value, codeSystem, codeSystemVersion: eu.listVersion });
  return causality(
    term('value', possibility === 'reasonable' ? eu.reasonable : eu.notReasonable, EU_RESULT, 'CE'),
    term('methodCode', eu.method, EU_METHOD),
    act(
      'author',
      act('assignedEntity', term('code', judge === 'investigator' ? eu.investigator : eu.sponsor, EU_SOURCE)),
    ),
    toReaction(reactionId),
    toDrug(drugId),
  );
};

const causality = (...content: readonly Content[]): XmlElement =>
  act('component', act('causalityAssessment', code('1.19', observations.causality), ...content));

/** H.2, H.3.r and H.4, each with who says it (list 1.21: 1 the sender, 3 the reporter). */
function commentsXml(report: CaseReport, reader: Reader): readonly (XmlElement | undefined)[] {
  const comment = (what: string, value: XmlElement, by: '1' | '3') =>
    act(
      'component1',
      act(
        'observationEvent',
        code('1.19', what),
        value,
        act('author', act('assignedEntity', element('code', { code: by, codeSystem: ich('1.21') }))),
      ),
    );
  const { reporterComment, senderComment, diagnoses } = report;
  return [
    made(reporterComment, (seen) => comment(observations.comment, words(seenBy(reader, seen)), '3')),
    ...visibleTo(reader, diagnoses).map((term) => comment(observations.diagnosis, meddra(term), '1')),
    made(senderComment, (seen) => comment(observations.comment, words(seenBy(reader, seen)), '1')),
  ];
}
