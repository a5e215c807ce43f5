import type { CaseReport } from '../case/case-report.js';
import { visibleTo, type Reader } from '../case/disclosure.js';
import type { CaseDrug } from '../case/drug.js';
import type { MedicalHistory, PastDrug } from '../case/patient.js';
import { toldOf } from '../case/told-of.js';
import type { CiomsBox } from './cioms-box.js';
import { doseInWords, therapyDates } from './drug-boxes.js';
import { codeInWords, knownInWords, listed, momentInWords, numbered, periodInWords } from './in-words.js';

/** Boxes 22 and 23. What treated the reaction is no concomitant drug of a case. */
export function historyBoxes(report: CaseReport, reader: Reader): readonly CiomsBox[] {
  const { patient } = report;
  const drugs = visibleTo(reader, report.drugs).filter(({ role }) => role === 'concomitant');
  return [
    {
      number: '22',
      label: 'Concomitant drugs and dates',
      lines: orNone(numbered(drugs.map((drug) => concomitantInWords(drug, reader)))),
    },
    {
      number: '23',
      label: 'Other relevant history',
      lines: orNone([
        ...(patient.historyText ? [knownInWords(patient.historyText, String) ?? ''] : []),
        ...visibleTo(reader, patient.history).map(historyInWords),
        ...visibleTo(reader, patient.pastDrugs).map(pastDrugInWords),
        ...(patient.weight === undefined ? [] : [`Weight ${patient.weight} kg`]),
        ...(patient.height === undefined ? [] : [`Height ${patient.height} cm`]),
      ]),
    },
  ];
}

const orNone = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? ['none known'] : lines);

function concomitantInWords({ product, indications }: CaseDrug, reader: Reader): string {
  const { name, substances, doses } = toldOf(product, reader).facts;
  return listed(
    name,
    ...substances.map((substance) => substance.name),
    ...doses.map((dose) => listed(doseInWords(dose), dose.route?.words, therapyDates(dose))),
    ...indications.map(({ words }) => `for ${words}`),
  );
}

const historyInWords = ({ meddra, start, end, continuing, comment }: MedicalHistory): string =>
  listed(
    codeInWords(meddra),
    periodInWords(start && momentInWords(start), end && momentInWords(end)),
    knownInWords(continuing, (goesOn) => (goesOn ? 'continuing' : 'over')),
    comment,
  );

const pastDrugInWords = ({ name, start, end, indication, reaction }: PastDrug): string =>
  listed(
    `Drug of the past: ${name}`,
    periodInWords(start && momentInWords(start), end && momentInWords(end)),
    indication && `for ${codeInWords(indication)}`,
    reaction && `reaction ${codeInWords(reaction)}`,
  );
