import type { CaseReport } from '../case/case-report.js';
import { seenBy, visibleTo, type Reader } from '../case/disclosure.js';
import type { Death } from '../case/patient.js';
import type { Reaction, TestResult } from '../case/reaction.js';
import { opinionsFor, toldOf } from '../case/told-of.js';
import type { SeriousnessCriterion } from '../../seriousness.js';
import type { CiomsBox } from './cioms-box.js';
import { amountInWords, codeInWords, knownInWords, listed, momentInWords, numbered, spoken, tick } from './in-words.js';

/** Boxes 1 to 13. Initials and birth date of a participant of a trial are private; the number stands in box 7. */
export function reactionBoxes(report: CaseReport, reader: Reader): readonly CiomsBox[] {
  const { patient, reactions } = report;
  const countries = [...reactions, ...report.reporters.filter(({ primary }) => primary)].map(({ country }) => country);
  return [
    { number: '1', label: 'Initials', lines: ['Privacy'] },
    { number: '1a', label: 'Country', lines: [countries.find((country) => country !== undefined) ?? 'unknown'] },
    { number: '2', label: 'Date of birth', lines: ['Privacy'] },
    { number: '2a', label: 'Age', lines: [patient.age ? amountInWords(patient.age) : (patient.ageGroup ?? 'unknown')] },
    { number: '3', label: 'Sex', lines: [knownInWords(patient.sex, String) ?? 'unknown'] },
    { number: '4-6', label: 'Reaction onset', lines: numbered(reactions.map(onsetOf)) },
    { number: '7+13', label: 'Description of reactions, with relevant tests', lines: description(report, reader) },
    { number: '8-12', label: 'Seriousness', lines: seriousnessOf(reactions) },
  ];
}

const onsetOf = ({ start }: Reaction): string => knownInWords(start, momentInWords) ?? 'unknown';

function seriousnessOf(reactions: readonly Reaction[]): readonly string[] {
  const met = new Set(reactions.flatMap(({ seriousness }) => seriousness));
  const ticked = (criterion: SeriousnessCriterion, label: string) => tick(met.has(criterion), label);
  return [
    ticked('death', '8 Participant died'),
    ticked('hospitalisation', '9 Hospitalisation, or a longer one'),
    ticked('disability', '10 Lasting disability or incapacity'),
    ticked('life-threatening', '11 Life-threatening'),
    ticked('congenital-anomaly', '12 Congenital anomaly'),
    ticked('medically-important', '12 Other medically important'),
  ];
}

function description(report: CaseReport, reader: Reader): readonly string[] {
  const { study, patient, reactions } = report;
  const registered = study.registrations.map(({ number, country }) => `${number} (${country})`);
  const comment = (who: string, seen: CaseReport['senderComment']) => (seen ? [`${who}: ${seenBy(reader, seen)}`] : []);
  return [
    `Participant ${patient.subjectNumber}, ${listed(`trial ${study.sponsorNumber}`, ...registered)}: ${study.name}`,
    ...numbered(reactions.map(reactionInWords)),
    seenBy(reader, report.narrative),
    ...(patient.death ? [deathInWords(patient.death)] : []),
    ...visibleTo(reader, report.tests).map(testInWords),
    ...opinionsInWords(report, reader),
    ...visibleTo(reader, report.diagnoses).map((term) => `Diagnosis of the sponsor: ${codeInWords(term)}`),
    ...comment('Reporter', report.reporterComment),
    ...comment('Sponsor', report.senderComment),
  ];
}

const reactionInWords = (reaction: Reaction): string =>
  listed(
    reaction.translation === undefined ? reaction.words : `${reaction.translation} (${reaction.words})`,
    reaction.meddra ? codeInWords(reaction.meddra) : 'not coded',
    `onset ${onsetOf(reaction)}`,
    prefixed('end ', knownInWords(reaction.end, momentInWords)),
    reaction.duration && `lasted ${amountInWords(reaction.duration)}`,
    `outcome ${spoken(reaction.outcome)}`,
  );

const prefixed = (before: string, text: string | undefined): string | undefined => text && before + text;

function deathInWords({ date, causes, autopsy, autopsyCauses }: Death): string {
  const cause = ({ words, meddra }: Death['causes'][number]) => `${words} (${codeInWords(meddra)})`;
  return listed(
    `Death: ${knownInWords(date, momentInWords) ?? 'unknown'}`,
    ...causes.map((each) => `cause ${cause(each)}`),
    `autopsy ${knownInWords(autopsy, (done) => (done ? 'yes' : 'no')) ?? 'unknown'}`,
    ...autopsyCauses.map((each) => `found at autopsy ${cause(each)}`),
  );
}

const testInWords = (test: TestResult): string =>
  listed(
    `Test ${listed(test.name, test.meddra && codeInWords(test.meddra))}: ${valueInWords(test.result)}`,
    knownInWords(test.on, momentInWords),
    test.normalLow && `normal from ${amountInWords(test.normalLow)}`,
    test.normalHigh && `normal to ${amountInWords(test.normalHigh)}`,
    test.comment,
  );

function valueInWords(value: TestResult['result']): string {
  if (value.kind === 'verdict') return value.verdict;
  if (value.kind === 'words') return value.words;
  return `${value.comparator === '=' ? '' : value.comparator}${amountInWords(value.quantity)}`;
}

/** Both judges side by side, as they were given. */
function opinionsInWords(report: CaseReport, reader: Reader): readonly string[] {
  const drug = (id: string) => report.drugs.find((each) => each.id === id);
  const reaction = (id: string) => report.reactions.find((each) => each.id === id);
  return opinionsFor(reader, report).map(({ judge, possibility, method, result, drugId, reactionId }) => {
    const product = drug(drugId)?.product;
    return listed(
      `Causality by the ${judge}: ${possibility === 'reasonable' ? 'a reasonable possibility' : 'no reasonable possibility'}`,
      `${result} (${method})`,
      product && toldOf(product, reader).facts.name,
      reaction(reactionId)?.words,
    );
  });
}
