import { EntitySchema } from 'typeorm';
import { flag, identifier, json, primaryIdentifier, quantity, text, whole, words } from '@trial/persistence';
import type { Score } from '../domain/instrument.js';
import type { Belonging } from './response.table.js';

/** A score as computed for one version of a response, never changed (PR5). */
export interface RecordedScore extends Score, Belonging {
  readonly id: string;
  readonly responseId: string;
  readonly responseVersion: number;
}

export const Scores = new EntitySchema<RecordedScore>({
  name: 'score',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    participantId: identifier('participant_id'),
    responseId: identifier('response_id'),
    responseVersion: whole('response_version'),
    code: text('code'),
    value: quantity('value', { nullable: true }),
    parts: json('parts'),
    instrument: text('instrument'),
    instrumentVersion: text('instrument_version'),
    language: text('language'),
    algorithm: text('algorithm'),
    algorithmVersion: text('algorithm_version'),
    valueSet: text('value_set', { nullable: true }),
    direction: text('direction'),
    answered: whole('answered'),
    missing: words('missing'),
    imputed: flag('imputed'),
  },
  uniques: [
    { name: 'score_once', columns: ['responseId', 'responseVersion', 'code', 'algorithm', 'algorithmVersion'] },
  ],
});
