import { Controller } from '@nestjs/common';
import { searchCtcaeTerms, type CtcaeTerms, type SearchCtcaeTerms } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { OnQuery } from '@trial/messaging';
import { Transactions, type Transaction } from '@trial/persistence';
import { Trials, type TrialConfiguration } from '@trial/trial-configuration';
import { organClasses, type OrganClass } from '../domain/ctcae/organ-classes.js';
import { searchTerms } from '../domain/ctcae/search-terms.js';
import type { Term } from '../domain/ctcae/term.js';
import { needsWords, offersGrade } from '../domain/ctcae/terms.js';
import { knownParticipant } from '../participants/participant.reads.js';
import { wordingOf, type TermWording } from './ctcae-wording.reads.js';

@Controller()
export class CtcaeTermsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
  ) {}

  @OnQuery(searchCtcaeTerms)
  search(request: SearchCtcaeTerms, context: Context): Promise<CtcaeTerms> {
    return this.transactions.read(context, async (tx) => {
      const { version } = (await this.trialOf(tx, request)).ctcae;
      const terms = searchTerms(version, request.words ?? '', organClassOf(request.organClass));
      const shown = terms.slice(0, request.limit ?? 20);
      const wording = await wordingOf(
        tx,
        version,
        shown.map(({ slug }) => slug),
      );
      return {
        ctcaeVersion: version,
        found: terms.length,
        ...(wording && { wordingSha256: wording.sha256 }),
        items: shown.map((term) => viewOf(term, wording?.words.get(term.slug))),
      };
    });
  }

  private async trialOf(tx: Transaction, { trialId, participantId }: SearchCtcaeTerms): Promise<TrialConfiguration> {
    if (participantId === undefined) return this.trials.get(trialId);
    const { trialVersion } = await knownParticipant(tx, participantId);
    return this.trials.version(trialId, trialVersion);
  }
}

function organClassOf(name: string | undefined): OrganClass | undefined {
  if (name === undefined) return undefined;
  const known = organClasses.find((each) => each === name);
  if (!known) throw new Rejection('organ-class-unknown', { field: 'organClass', rule: 'as the dictionary prints it' });
  return known;
}

const viewOf = (term: Term, wording: TermWording | undefined): CtcaeTerms['items'][number] => ({
  term: term.slug,
  name: term.name,
  organClass: term.organClass,
  grades: term.grades.map(String),
  needsWords: needsWords(term),
  ...(wording?.definition && { definition: wording.definition }),
  ...(wording && { wording: wording.grades.filter(({ grade }) => offersGrade(term, grade)).map(gradeOf) }),
});

const gradeOf = ({ grade, words }: TermWording['grades'][number]) => ({ grade: String(grade), words });
