import { instant } from '@trial/kernel';
import { mustBeReceivable } from './sponsor-receipt.js';

type Arguments = Parameters<typeof mustBeReceivable>;

const serious: Arguments[0] = { status: 'confirmed', seriousness: ['hospitalisation'] };
const mild: Arguments[0] = { status: 'confirmed', seriousness: [] };
const always: Arguments[1] = [{ toSponsor: 'always' }];
const receivedAt = instant('2025-03-24T08:00:00Z');
const [hours, laterHours] = [[receivedAt], [receivedAt.add({ milliseconds: 1 })]];
const held = [{ serious: false }];

const outcome = (...args: Arguments): string => {
  try {
    mustBeReceivable(...args);
    return 'received';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

it.each([
  ['a serious event', 'received', serious, [], [], []],
  ['one of special interest that is not serious', 'received', mild, always, [], []],
  ['one of neither', 'not-serious', mild, [{ toSponsor: 'when-serious' }], [], []],
  ['one of neither, that was so that hours run', 'received', mild, [], [], hours],
  ['a proposal', 'adverse-event-not-confirmed', { ...serious, status: 'candidate' }, [], [], []],
  ['what the sponsor took in as serious', 'already-received', serious, always, [{ serious: true }, ...held], hours],
  ['what was not serious then and is not now', 'already-received', mild, always, held, []],
  ['what was not serious then and is now', 'received', serious, always, held, hours],
  ['what was serious in between, so that hours run', 'received', mild, always, held, hours],
  ['as serious before that was known', 'received-before-awareness', serious, always, held, laterHours],
  ['first, before any of its hours began', 'received-before-awareness', serious, always, [], laterHours],
] as const)('of the sponsor: %s is %s', (_, expected, event, interests, receipts, started) => {
  expect(outcome(event, interests, receipts, receivedAt, started)).toBe(expected);
});
