import type { CaseReport } from '../case/case-report.js';
import type { Reader } from '../case/disclosure.js';
import { batchTypes } from '../code-lists/code-lists.js';
import { HL7_INTERACTION, HL7_TRIGGER, type IchSuffix } from '../code-lists/oids.js';
import { element, type XmlElement } from '../xml/xml-element.js';
import { act, link } from './acts.js';
import { code, id, localTime } from './hl7-values.js';
import { investigationXml } from './investigation-xml.js';
import type { Envelope, IcsrSettings } from './settings.js';

/** A batch of one message of one case, as a tree (MCCI_IN200100UV01). */
export function icsrMessage(
  report: CaseReport,
  reader: Reader,
  envelope: Envelope,
  settings: IcsrSettings,
): XmlElement {
  const created = localTime(report.createdAt, settings.zone);
  return element(
    'MCCI_IN200100UV01',
    { ITSVersion: 'XML_1.0', 'xsi:schemaLocation': settings.schemaLocation },
    id('3.22', envelope.batchId),
    element('creationTime', { value: localTime(envelope.sentAt, settings.zone) }),
    element('responseModeCode', { code: 'D' }),
    interaction('MCCI_IN200100UV01'),
    code('1.1', batchTypes.codes.icsr, 'name'),
    element(
      'PORR_IN049016UV',
      {},
      id('3.1', report.safetyReportId),
      element('creationTime', { value: created }),
      interaction('PORR_IN049016UV'),
      element('processingCode', { code: 'P' }),
      element('processingModeCode', { code: 'T' }),
      element('acceptAckCode', { code: 'AL' }),
      party('receiver', '3.12', envelope.messageReceiver),
      party('sender', '3.11', envelope.messageSender),
      act(
        'controlActProcess',
        element('code', { code: 'PORR_TE049016UV', codeSystem: HL7_TRIGGER }),
        element('effectiveTime', { value: created }),
        link('subject', 'SUBJ', investigationXml(report, reader, settings.euCausality)),
      ),
    ),
    party('receiver', '3.14', envelope.batchReceiver),
    party('sender', '3.13', envelope.batchSender),
  );
}

const interaction = (extension: string): XmlElement => element('interactionId', { extension, root: HL7_INTERACTION });

const party = (name: 'receiver' | 'sender', namespace: IchSuffix, extension: string): XmlElement =>
  act(name, act('device', id(namespace, extension)));
