import { instant, plainDate } from '@trial/kernel';
import type { CaseReport } from '../../apps/safety/src/domain/icsr/case/case-report.js';
import { FAKE, fake, goldenDrugs, goldenOpinions, REACTION, SECOND_REACTION } from './golden-drugs.js';
import type { Envelope, IcsrSettings } from '../../apps/safety/src/domain/icsr/message/settings.js';

export const envelope: Envelope = {
  batchId: 'EXAMPLE-2026-000001',
  batchSender: 'EXAMPLESPONSOR',
  batchReceiver: 'EXAMPLERECEIVER',
  messageSender: 'EXAMPLESPONSOR',
  messageReceiver: 'EXAMPLERECEIVER',
  sentAt: instant('2026-03-05T09:15:30Z'),
};

export const settings: IcsrSettings = {
  zone: 'Europe/Amsterdam',
  schemaLocation: 'urn:hl7-org:v3 MCCI_IN200100UV01.xsd',
  placeholders: 'accepted',
  euCausality: {
    listVersion: '1.0',
    reasonable: 'EX-R',
    notReasonable: 'EX-N',
    method: 'EX-M',
    investigator: 'EX-I',
    sponsor: 'EX-S',
  },
};

/** A synthetic SUSAR of a masked trial: nobody in it exists, and no product either. */
export const goldenCase: CaseReport = {
  safetyReportId: 'NL-EXAMPLESPONSOR-2026-0001',
  worldwideId: 'NL-EXAMPLESPONSOR-2026-0001',
  firstSender: 'other',
  version: 1,
  kind: { kind: 'initial' },
  createdAt: instant('2026-03-05T08:00:00Z'),
  firstReceivedOn: plainDate('2026-03-03'),
  latestReceivedOn: plainDate('2026-03-04'),
  documents: [{ title: 'Discharge letter of the imaginary hospital' }],
  expedited: { blinded: true },
  otherIds: [],
  linkedReports: [{ id: 'NL-EXAMPLESPONSOR-2025-0009', restricted: true }],
  reporters: [
    {
      title: { value: 'Dr' },
      given: { value: 'Imaginary' },
      family: { value: 'Physician' },
      organisation: { value: 'Imaginary Hospital' },
      department: { absent: 'NASK' },
      street: { value: 'Nowhere 1' },
      city: { value: 'Exampleton' },
      postcode: { value: '0000 AA' },
      telephone: { value: '+31000000000' },
      country: 'NL',
      qualification: 'physician',
      primary: true,
    },
  ],
  sender: {
    type: 'other',
    organisation: 'Example University Sponsor',
    department: 'Example Safety Desk',
    email: 'safety@example.org',
    person: { title: 'Ms', given: 'Example', family: 'Sender' },
    address: { street: 'Nowhere 2', city: 'Exampleton', postcode: '0000 AB', country: 'NL', telephone: '+31000000001' },
  },
  study: {
    name: 'An example of a masked trial of a cell product',
    sponsorNumber: 'EXAMPLE-01',
    registrations: [{ number: '0000-000000-00-00', country: 'EU' }],
  },
  patient: {
    initials: { absent: 'MSK' },
    subjectNumber: 'EX-01-007',
    recordNumbers: { hospital: '0000007' },
    birth: { absent: 'MSK' },
    age: { value: '57', unit: 'a' },
    ageGroup: 'adult',
    weight: '71.5',
    height: '168',
    sex: { value: 'female' },
    history: [
      { meddra: fake(101), start: '2011', continuing: { value: true } },
      { meddra: fake(102), start: '2019-06', end: '2019-09', comment: 'Resolved without treatment' },
    ],
    historyText: { value: 'Raynaud phenomenon since 2009; never smoked.' },
    concomitantTherapies: true,
    pastDrugs: [
      { name: 'Example vasodilator', start: '2024-11', end: '2025-01', indication: fake(103), reaction: fake(104) },
      { name: 'Donor material of an earlier example', restricted: true },
    ],
  },
  reactions: [
    {
      id: REACTION,
      words: 'Ontsteking van de huid van de hand',
      language: 'dut',
      translation: 'Inflammation of the skin of the hand',
      meddra: FAKE,
      highlight: 'not-highlighted-serious',
      seriousness: ['hospitalisation', 'medically-important'],
      start: { value: '2026-03-01' },
      end: { value: '2026-03-04' },
      outcome: 'recovering',
      medicallyConfirmed: true,
      country: 'NL',
    },
    {
      id: SECOND_REACTION,
      words: 'Fever',
      language: 'eng',
      meddra: fake(2),
      seriousness: [],
      start: { value: '2026-03' },
      duration: { value: '2', unit: 'd' },
      outcome: 'recovered',
    },
  ],
  tests: [
    {
      on: { value: '2026-03-02' },
      name: 'C-reactive protein',
      meddra: fake(201),
      result: { kind: 'number', comparator: '=', quantity: { value: '84', unit: 'mg/L' } },
      normalLow: { value: '0', unit: 'mg/L' },
      normalHigh: { value: '5', unit: 'mg/L' },
      comment: 'At admission',
      moreInformation: false,
    },
    {
      on: { value: '2026-02' },
      name: 'C-reactive protein',
      result: { kind: 'number', comparator: '<', quantity: { value: '5', unit: 'mg/L' } },
    },
    { on: { value: '2026-03-02' }, meddra: fake(202), result: { kind: 'verdict', verdict: 'negative' } },
    {
      on: { absent: 'UNK' },
      name: 'Donor-specific antibodies',
      result: { kind: 'words', words: 'Weakly present' },
      restricted: true,
    },
  ],
  drugs: goldenDrugs,
  opinions: goldenOpinions,
  narrative: {
    blinded: 'Nine days after the study procedure the participant was admitted with a red, warm hand & <high> fever.',
    regulator:
      'Nine days after injection of example cells the participant was admitted with a red, warm hand & <high> fever.',
  },
  reporterComment: { blinded: 'The needle sites looked clean.' },
  senderComment: { blinded: 'Under review.', regulator: 'Expectedness judged against the example brochure.' },
  diagnoses: [fake(401)],
};
