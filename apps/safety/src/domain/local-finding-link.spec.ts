import { mustBeLinkable } from './local-finding-link.js';

const confirmed = { id: 'e1', status: 'confirmed' as const };
const refusal = (code: string) => expect.objectContaining({ code }) as Error;

describe('linking a local finding', () => {
  it('takes a confirmed event, without a reason the first time', () => {
    expect(() => mustBeLinkable(null, confirmed, null)).not.toThrow();
  });

  it.each(['candidate', 'refuted'] as const)('does not take one that is %s', (status) => {
    expect(() => mustBeLinkable(null, { id: 'e1', status }, null)).toThrow(refusal('adverse-event-not-confirmed'));
  });

  it('to another event than before says why', () => {
    expect(() => mustBeLinkable({ adverseEventId: 'e2' }, confirmed, 'the same as in March')).not.toThrow();
    for (const reason of [null, ' '])
      expect(() => mustBeLinkable({ adverseEventId: 'e2' }, confirmed, reason)).toThrow(refusal('reason-missing'));
  });

  it('to the event it is linked to changes nothing', () => {
    expect(() => mustBeLinkable({ adverseEventId: 'e1' }, confirmed, 'again')).toThrow(refusal('nothing-changed'));
  });
});
