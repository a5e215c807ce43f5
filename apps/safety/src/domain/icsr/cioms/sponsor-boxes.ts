import { civilDate, type TimeZone } from '@trial/kernel';
import type { CaseReport } from '../case/case-report.js';
import type { Reporter, Sender } from '../case/people.js';
import type { CiomsBox } from './cioms-box.js';
import { dayInWords, knownInWords, listed, spoken, tick } from './in-words.js';

/** Boxes 24 to 26. Days are those of the sponsor's zone. */
export function sponsorBoxes(report: CaseReport, zone: TimeZone, expedited: boolean): readonly CiomsBox[] {
  const { kind, reporters } = report;
  const health = reporters.some(({ primary, qualification }) => primary && HEALTH.includes(qualification));
  return [
    { number: '24a', label: 'Name and address of the sponsor', lines: senderInWords(report.sender) },
    { number: '24b', label: 'Control number', lines: [report.safetyReportId] },
    {
      number: '24c',
      label: 'Received by the sponsor',
      lines: [`First ${dayInWords(report.firstReceivedOn)}`, `Latest ${dayInWords(report.latestReceivedOn)}`],
    },
    {
      number: '24d',
      label: 'Source',
      lines: [
        tick(true, 'Study'),
        tick(false, 'Literature'),
        tick(health, 'Health professional'),
        tick(report.firstSender === 'regulator', 'Authority'),
      ],
    },
    { number: '25', label: 'Date of this report', lines: [dayInWords(civilDate(report.createdAt, zone))] },
    {
      number: '25a',
      label: 'Kind of report',
      lines: [
        tick(kind.kind === 'initial', 'Initial'),
        tick(kind.kind === 'follow-up', 'Follow-up'),
        ...('reason' in kind ? [tick(true, `${spoken(kind.kind)}: ${kind.reason}`)] : []),
        `Version ${report.version}, ${expedited ? 'expedited' : 'not expedited'}`,
      ],
    },
    { number: '26', label: 'Reporters', lines: reporters.map(reporterInWords) },
  ];
}

const HEALTH: readonly Reporter['qualification'][] = ['physician', 'pharmacist', 'other-health-professional'];

const senderInWords = ({ organisation, department, person, address, email }: Sender): readonly string[] =>
  [
    listed(organisation, department),
    [person?.title, person?.given, person?.middle, person?.family].filter((part) => part !== undefined).join(' '),
    listed(address?.street, address?.postcode, address?.city, address?.state, address?.country),
    listed(address?.telephone, address?.fax, email),
  ].filter((line) => line !== '');

/** Names, organisations and addresses of reporters stay with the sponsor. */
const reporterInWords = ({ qualification, city, state, country, primary }: Reporter): string =>
  listed(
    `${qualification === 'unknown' ? 'Profession unknown' : spoken(qualification)}${primary ? ' (primary source)' : ''}`,
    knownInWords(city, String),
    knownInWords(state, String),
    country,
    'name and address: privacy',
  );
