import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
import { MADE_UP } from './example-request.js';
import { personOf, SITE, startWholePlatform, TRIAL, type WholePlatform } from './whole-platform.js';

describe('a calendar by its secret address, on the whole platform', () => {
  let platform: WholePlatform;
  beforeAll(async () => {
    platform = await startWholePlatform();
    await platform.grant(personOf('investigator'), 'investigator');
    await platform.grant(personOf('participant'), 'participant', { participantId: MADE_UP });
  });
  afterAll(() => platform.stop());

  it.each([
    ['investigator', `/trials/${TRIAL}/sites/${SITE}/calendar-feeds`],
    ['participant', `/trials/${TRIAL}/participants/${MADE_UP}/calendar-feeds`],
  ] as const)('is read without signing in, and no process writes it down: %s', async (role, path) => {
    const made = await platform.call(personOf(role), { method: 'POST', path });
    expect(made.status).toBe(201);
    const feed = String(made.body['path']);
    const token = feed.slice('/v1/calendars/'.length, -'.ics'.length);
    expect(token).toHaveLength(43);

    const answer = await platform.call(undefined, { method: 'GET', path: feed.slice('/v1'.length) });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(() => void ICAL.parse(answer.text)).not.toThrow();
    // What goes wrong must not write it down either.
    await platform.call(undefined, { method: 'GET', path: `/calendars/${token}.ics/more` });
    await platform.call(undefined, { method: 'GET', path: `/calendars/%ff${token}.ics` });

    const logs = Object.values(platform.processes).map(({ logFile }) => readFileSync(logFile, 'utf8'));
    expect(logs.some((text) => text.includes('calendar-feed'))).toBe(true);
    expect(logs.filter((text) => text.includes(token))).toEqual([]);
  });
});
