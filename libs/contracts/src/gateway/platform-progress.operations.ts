import { Parts, Text, Words } from '../fields.js';
import { defineQuery } from '../operation.js';
import { OperationsProgress } from '../operations/operations-of.js';

export class PlatformProgressSince {
  @Text({
    optional: true,
    max: 1_000,
    description:
      'Sequences already seen, as `service:sent:received`, separated by commas; a service not named is looked at from its beginning.',
  })
  after?: string;
}

export class PlatformProgress {
  @Parts(() => OperationsProgress) services: OperationsProgress[];
  @Words(undefined, { description: 'Services that gave no answer.' }) away: string[];
}

export const platformProgress = defineQuery({
  service: 'gateway',
  name: 'platform-progress',
  route: 'GET /ops/progress',
  summary: 'Backlogs of every service, and the ids of what each sent and handled since, in one look',
  request: PlatformProgressSince,
  result: PlatformProgress,
  roles: ['administrator'],
  rejections: [],
});
