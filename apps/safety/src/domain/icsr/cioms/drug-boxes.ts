import type { CaseReport } from '../case/case-report.js';
import { visibleTo, type Reader } from '../case/disclosure.js';
import type { CaseDrug, Dose, OpenProduct } from '../case/drug.js';
import type { Reaction } from '../case/reaction.js';
import { toldOf } from '../case/told-of.js';
import type { CiomsBox } from './cioms-box.js';
import { amountInWords, listed, momentInWords, numbered, periodInWords, spoken } from './in-words.js';

/** Boxes 14 to 21: what is suspected, or interacted, or should have been given. */
export function drugBoxes(report: CaseReport, reader: Reader): readonly CiomsBox[] {
  const drugs = visibleTo(reader, report.drugs).filter(({ role }) => role !== 'concomitant');
  const ofEach = (said: (facts: OpenProduct, drug: CaseDrug) => string) =>
    numbered(drugs.map((drug) => said(toldOf(drug.product, reader).facts, drug) || 'unknown'));
  const ofDoses = (facts: OpenProduct, said: (dose: Dose) => string | undefined) =>
    [...new Set(facts.doses.map(said).filter((text) => text !== undefined && text !== ''))].join('; ');
  const perReaction = (said: (drug: CaseDrug, reaction: Reaction) => string) =>
    drugs.flatMap((drug, of) =>
      report.reactions.map((reaction, to) => `Drug ${of + 1}, reaction ${to + 1}: ${said(drug, reaction)}`),
    );
  return [
    { number: '14', label: 'Suspect drugs', lines: ofEach(nameInWords) },
    {
      number: '15',
      label: 'Daily doses',
      lines: ofEach((facts) =>
        listed(ofDoses(facts, doseInWords), facts.cumulativeDose && `in all ${amountInWords(facts.cumulativeDose)}`),
      ),
    },
    { number: '16', label: 'Routes', lines: ofEach((facts) => ofDoses(facts, ({ route }) => route?.words)) },
    {
      number: '17',
      label: 'Indications',
      lines: ofEach((_, { indications }) => indications.map(({ words }) => words).join('; ')),
    },
    { number: '18', label: 'Therapy dates', lines: ofEach((facts) => ofDoses(facts, therapyDates)) },
    {
      number: '19',
      label: 'Therapy duration',
      lines: ofEach((facts) => ofDoses(facts, ({ duration }) => duration && amountInWords(duration))),
    },
    {
      number: '20',
      label: 'Abated after stopping',
      lines: perReaction(({ action }, of) => abated(action, of.outcome)),
    },
    { number: '21', label: 'Reappeared after reintroduction', lines: perReaction(reappeared) },
  ];
}

const nameInWords = ({ name, substances, doses }: OpenProduct, { role }: CaseDrug): string =>
  listed(
    name,
    ...substances.map((substance) => listed(substance.name, substance.strength && amountInWords(substance.strength))),
    ...new Set(doses.map(({ form }) => form?.words)),
    role === 'suspect' ? undefined : `(${spoken(role)})`,
  );

export const doseInWords = ({ dose, every, text }: Dose): string =>
  listed(dose && `${amountInWords(dose)}${every ? ` every ${amountInWords(every)}` : ''}`, text);

export const therapyDates = ({ start, last }: Dose): string | undefined =>
  periodInWords(start && momentInWords(start), last && momentInWords(last));

/** E2B has no answer of its own: stopping is G.k.8, whether it helped is E.i.7. A single administration cannot be stopped. */
export function abated(action: CaseDrug['action'], outcome: Reaction['outcome']): string {
  if (action !== 'withdrawn') return action === 'unknown' ? 'unknown' : 'not applicable';
  if (outcome === 'unknown') return 'unknown';
  return outcome === 'not-recovered' || outcome === 'fatal' ? 'no' : 'yes';
}

/** G.k.9.i.4. */
function reappeared({ relations }: CaseDrug, { id }: Reaction): string {
  const answer = relations.find(({ reactionId }) => reactionId === id)?.rechallenge;
  if (answer === undefined || answer === 'none') return 'not applicable';
  return { 'yes-yes': 'yes', 'yes-no': 'no', 'yes-unknown': 'unknown' }[answer];
}
