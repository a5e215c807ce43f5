import type { Respondent } from './instrument.js';

/** When the site may see what a participant answered: a value of the trial file (`participantForms.siteSeesScores`). */
export type SiteSeesScores = 'never' | 'after-visit' | 'at-once';

/** Who looks: the participant, the staff that sees the participant, or somebody who only reads data. */
export type Reader = 'participant' | 'site' | 'sponsor';

/** What is looked at, and whether its visit is over (took place, was missed or cancelled, or its window closed). */
export interface Disclosable {
  readonly respondent: Respondent;
  readonly visitIsOver: boolean;
}

/**
 * Scores and flags are never for the participant. Staff that sees the participant waits as long as the trial says, so
 * that a form does not colour the visit; a form that staff filled in itself is no secret from it.
 */
export function seesScores(reader: Reader, form: Disclosable, rule: SiteSeesScores): boolean {
  switch (reader) {
    case 'participant':
      return false;
    case 'sponsor':
      return true;
    case 'site':
      return form.respondent === 'clinician' || rule === 'at-once' || (rule === 'after-visit' && form.visitIsOver);
  }
}

/** Submitted answers: the participant sees their own, staff what it may see scores of. */
export const seesAnswers = (reader: Reader, form: Disclosable, rule: SiteSeesScores): boolean =>
  reader === 'participant' ? form.respondent === 'participant' : seesScores(reader, form, rule);

/** Answers saved on the way: only whoever fills the form in. */
export const seesDraft = (reader: Reader, { respondent }: Pick<Disclosable, 'respondent'>): boolean =>
  respondent === 'participant' ? reader === 'participant' : reader === 'site';
