import type { CloudEvent } from '@trial/contracts';
import { contextOf } from './inbox.js';

it('a service acts on an event as itself, for the trial and site of the event, because of it', () => {
  const event = {
    id: '0195a1f2-0000-7000-8000-000000000001',
    type: 'lab.result.recorded.v1',
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    trialid: 'TRIAL',
    siteid: 'SITE',
  } as CloudEvent;
  expect(contextOf('safety', event)).toEqual({
    actor: 'service:safety',
    role: 'service',
    organisation: 'platform',
    trialId: 'TRIAL',
    sites: ['SITE'],
    zone: 'UTC',
    reason: 'event:lab.result.recorded.v1',
    trace: expect.stringMatching(/^00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01$/),
    cause: '0195a1f2-0000-7000-8000-000000000001',
  });
});
