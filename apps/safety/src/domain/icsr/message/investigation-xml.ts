import type { CaseReport, ReportKind } from '../case/case-report.js';
import { seenBy, visibleTo, type Reader } from '../case/disclosure.js';
import { firstSenders, observations, reportTypes, withdrawals } from '../code-lists/code-lists.js';
import { HL7_ACT_CODE, ich } from '../code-lists/oids.js';
import { element, textElement, type Content, type XmlElement } from '../xml/xml-element.js';
import { act, link } from './acts.js';
import { assessmentXml } from './assessment-xml.js';
import { boolean, code, coded, id, moment, trueOrNoInformation } from './hl7-values.js';
import { reporterXml, senderXml } from './people-xml.js';
import type { EuCausalityCodes } from './settings.js';

/** One case: its ids and days, where it comes from, the assessment, who sends it, what kind of report it is. */
export function investigationXml(report: CaseReport, reader: Reader, eu: EuCausalityCodes | undefined): XmlElement {
  const documents = visibleTo(reader, report.documents);
  const otherIds = visibleTo(reader, report.otherIds);
  return act(
    'investigationEvent',
    id('3.1', report.safetyReportId),
    id('3.2', report.worldwideId),
    element('code', { code: 'PAT_ADV_EVNT', codeSystem: HL7_ACT_CODE }),
    textElement('text', seenBy(reader, report.narrative)),
    element('statusCode', { code: 'active' }),
    element('effectiveTime', {}, element('low', { value: moment(report.firstReceivedOn.toString()) })),
    element('availabilityTime', { value: moment(report.latestReceivedOn.toString()) }),
    documents.map(({ title }) => act('reference', act('document', code('1.27', '1'), textElement('title', title)))),
    act('component', assessmentXml(report, reader, eu)),
    statement(observations.documentsAvailable, documents.length > 0),
    statement(observations.expedited, seenBy(reader, report.expedited)),
    related(
      code('1.22', '1'),
      act('author', act('assignedEntity', code('1.3', firstSenders.codes[report.firstSender]))),
    ),
    report.reporters.map(reporterXml),
    visibleTo(reader, report.linkedReports).map((linked) =>
      related(element('code', { nullFlavor: 'NA' }), id('3.2', linked.id)),
    ),
    senderXml(report.sender),
    otherIds.map(({ source, id: extension }) =>
      link(
        'subjectOf1',
        'SUBJ',
        act('controlActEvent', element('id', { assigningAuthorityName: source, extension, root: ich('3.3') })),
      ),
    ),
    characteristic('1', coded('1.2', reportTypes.codes.study)),
    characteristic('2', trueOrNoInformation(otherIds.length > 0)),
    withdrawalXml(report.kind),
  );
}

/** Something said of the case as a whole. */
const statement = (what: string, so: boolean): XmlElement =>
  act('component', act('observationEvent', code('1.19', what), boolean(so)));

const related = (kind: XmlElement, content: XmlElement): XmlElement =>
  act(
    'outboundRelationship',
    act('relatedInvestigation', kind, link('subjectOf2', 'SUBJ', act('controlActEvent', content))),
  );

const characteristic = (which: string, value: XmlElement): XmlElement =>
  link('subjectOf2', 'SUBJ', act('investigationCharacteristic', code('1.23', which), value));

/** C.1.11: only an amendment or a nullification says anything. */
function withdrawalXml(kind: ReportKind): Content {
  if (kind.kind === 'initial' || kind.kind === 'follow-up') return undefined;
  return [
    characteristic('3', coded('1.5', withdrawals.codes[kind.kind])),
    characteristic('4', element('value', { 'xsi:type': 'CE' }, textElement('originalText', kind.reason))),
  ];
}
