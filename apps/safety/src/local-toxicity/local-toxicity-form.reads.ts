import {
  keyAfter,
  pageOf,
  pageSize,
  type CorrectLocalToxicityCommand,
  type LocalToxicityFormPage,
  type LocalToxicityFormView,
  type PageOfParticipant,
} from '@trial/contracts';
import { Rejection, type ParticipantId } from '@trial/kernel';
import type { Transaction } from '@trial/persistence';
import type { SelectQueryBuilder } from 'typeorm';
import type { RecordedLocalForm } from '../domain/local-toxicity-form.js';
import { knownParticipant } from '../participants/participant.reads.js';
import { findingViews } from './finding-views.js';
import { LocalToxicityForms } from './local-toxicity-form.table.js';

/** The newest version of every form that may be seen here; whose or how many is for the caller to say. */
export const newestForms = (tx: Transaction): SelectQueryBuilder<RecordedLocalForm> =>
  tx
    .rows(LocalToxicityForms)
    .createQueryBuilder('form')
    .distinctOn(['form.id'])
    .orderBy('form.id')
    .addOrderBy('form.version', 'DESC');

/** The newest version of each form of a participant, the limb that was looked at first before the others. */
export async function formsOf(tx: Transaction, participantId: ParticipantId): Promise<readonly RecordedLocalForm[]> {
  const forms = await newestForms(tx).where('form.participant_id = :participantId', { participantId }).getMany();
  return forms.sort((a, b) => a.assessedAt.epochMilliseconds - b.assessedAt.epochMilliseconds);
}

/** The newest version of a form to correct; one of another participant is as unknown as one that does not exist. */
export async function latestForm(
  tx: Transaction,
  { participantId, formId }: Pick<CorrectLocalToxicityCommand, 'participantId' | 'formId'>,
): Promise<RecordedLocalForm> {
  const latest = await tx
    .rows(LocalToxicityForms)
    .findOne({ where: { id: formId, participantId }, order: { version: 'DESC' } });
  if (!latest) throw new Rejection('local-toxicity-form-unknown', { field: 'formId' });
  return latest;
}

/** Newest versions of a participant's forms, by their ids: of different moments, the first recorded first. */
export async function formPage(tx: Transaction, request: PageOfParticipant): Promise<LocalToxicityFormPage> {
  const { id: participantId } = await knownParticipant(tx, request.participantId);
  const limit = pageSize(request);
  const forms = await newestForms(tx)
    .where('form.participant_id = :participantId', { participantId })
    .andWhere('form.id::text > :after', { after: keyAfter(request.cursor) })
    .limit(limit + 1)
    .getMany();
  const { items, ...rest } = pageOf(forms, limit, ({ id }) => id);
  const findings = await findingViews(tx, participantId);
  return { items: items.map((form) => shown(form, findings)), ...rest };
}

/** One form as it is shown. */
export const formView = async (tx: Transaction, form: RecordedLocalForm): Promise<LocalToxicityFormView> =>
  shown(form, await findingViews(tx, form.participantId));

function shown(form: RecordedLocalForm, findings: Awaited<ReturnType<typeof findingViews>>): LocalToxicityFormView {
  return {
    formId: form.id,
    participantId: form.participantId,
    siteId: form.siteId,
    visitCode: form.visitCode,
    limb: form.limb,
    assessedAt: form.assessedAt.toString({ fractionalSecondDigits: 3 }),
    // The database keeps an order of its own; read at once or later, it is the same form.
    answers: Object.entries(form.answers)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([item, extent]) => ({ item, extent })),
    findings: findings.filter(({ formId }) => formId === form.id).map(({ view }) => view),
    ...(form.reason ? { reason: form.reason } : {}),
    version: form.version,
  };
}
