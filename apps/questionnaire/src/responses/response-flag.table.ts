import { EntitySchema } from 'typeorm';
import { identifier, primaryIdentifier, text, whole, words } from '@trial/persistence';
import type { Flag } from '../domain/instrument.js';
import type { Belonging } from './response.table.js';

/** What a person should look at in one version of a response; it depends on what was known when it was answered. */
export interface ResponseFlag extends Flag, Belonging {
  readonly id: string;
  readonly responseId: string;
  readonly responseVersion: number;
}

export const ResponseFlags = new EntitySchema<ResponseFlag>({
  name: 'response_flag',
  columns: {
    id: primaryIdentifier(),
    trialId: text('trial_id'),
    siteId: text('site_id'),
    participantId: identifier('participant_id'),
    responseId: identifier('response_id'),
    responseVersion: whole('response_version'),
    code: text('code'),
    weight: text('weight'),
    items: words('items'),
  },
  checks: [{ name: 'response_flag_weight', expression: `weight in ('alert', 'query', 'soft')` }],
  indices: [{ name: 'response_flag_response', columns: ['responseId', 'responseVersion'] }],
});
