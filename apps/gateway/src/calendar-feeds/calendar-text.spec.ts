import { jest } from '@jest/globals';
import type { CalendarEntry } from '@trial/contracts';
import ICAL from 'ical.js';
import { calendarText } from './calendar-text.js';
import { feedPath, hashOfFeedToken, newFeedToken, tokenIn } from './feed-token.js';

const appointment = {
  visitId: '0195a1f2-0000-7000-8000-000000000001',
  kind: 'appointment',
  cancelled: false,
  startsAt: '2026-03-29T08:30:00.000Z',
  endsAt: '2026-03-29T09:15:00.000Z',
  visitCode: 'W02',
  participantCode: 'SITE-001',
  changedAt: '2026-03-05T12:00:00.123Z',
  version: 3,
} satisfies CalendarEntry;
const window = {
  visitId: '0195a1f2-0000-7000-8000-000000000002',
  kind: 'window',
  cancelled: false,
  from: '2026-03-28',
  until: '2026-04-04',
  changedAt: '2026-03-03T10:00:00.000Z',
  version: 1,
} satisfies CalendarEntry;

/** What another program than the one that wrote it reads. */
const read = (text: string) =>
  new ICAL.Component(ICAL.parse(text) as unknown as [string, unknown[], unknown[]])
    .getAllSubcomponents('vevent')
    .map((component) => ({ component, event: new ICAL.Event(component) }));

describe('a calendar as iCalendar', () => {
  it('reads the same in another program', () => {
    const [first, second] = read(calendarText('Study visits', [appointment, window]));
    expect(first?.event.uid).toBe(`${appointment.visitId}@trial-platform`);
    expect(first?.event.sequence).toBe(3);
    expect(first?.event.startDate.toJSDate().toISOString()).toBe(appointment.startsAt);
    expect(first?.event.endDate.toJSDate().toISOString()).toBe(appointment.endsAt);
    expect(first?.event.summary).toBe('Study visit W02 SITE-001');
    expect(first?.component.getFirstPropertyValue('status')).toBe('CONFIRMED');
    expect(String(first?.component.getFirstPropertyValue('dtstamp'))).toBe('2026-03-05T12:00:00Z');
    expect(second?.event.startDate.isDate).toBe(true);
    expect(String(second?.event.startDate)).toBe('2026-03-28');
    expect(String(second?.event.endDate)).toBe('2026-04-04');
    expect(second?.component.getFirstPropertyValue('transp')).toBe('TRANSPARENT');
    expect(second?.event.summary).toBe('Window of study visit');
  });

  it('says that a visit does not take place, under the UID it had', () => {
    for (const entry of [appointment, window]) {
      const [cancelled] = read(calendarText('x', [{ ...entry, cancelled: true, version: 9 }]));
      expect(cancelled?.component.getFirstPropertyValue('status')).toBe('CANCELLED');
      expect(cancelled?.event.uid).toBe(`${entry.visitId}@trial-platform`);
      expect(cancelled?.event.sequence).toBe(9);
    }
  });

  it('needs no end where a site has no slots', () => {
    const { endsAt: _, ...open } = appointment;
    expect(calendarText('x', [open])).not.toContain('DTEND');
  });

  it('is lines of at most 75 octets that end in CRLF, and odd text is escaped', () => {
    const odd = `A,B;C\\D "é🫀" ${'ü'.repeat(60)}`.slice(0, 64);
    const text = calendarText('Naïve; name, with\\all', [{ ...appointment, participantCode: odd }]);
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    const lines = text.split('\r\n');
    expect(lines.filter((line) => /[\r\n]/.test(line))).toEqual([]);
    expect(lines.map((line) => Buffer.byteLength(line, 'utf8')).filter((length) => length > 75)).toEqual([]);
    expect(read(text)[0]?.event.summary).toBe(`Study visit W02 ${odd}`);
  });

  it('depends on its entries alone, and on no clock or zone of the machine', () => {
    const local = ['getFullYear', 'getMonth', 'getDate', 'getHours', 'getMinutes', 'getTimezoneOffset'] as const;
    const asked = local.map((name) => jest.spyOn(Date.prototype, name));
    const now = jest.spyOn(Date, 'now');
    const text = calendarText('Study visits', [appointment, window]);
    expect(calendarText('Study visits', [appointment, window])).toBe(text);
    for (const getter of [...asked, now]) {
      expect(getter).not.toHaveBeenCalled();
      getter.mockRestore();
    }
  });

  it('of nobody is a calendar all the same', () => {
    expect(read(calendarText('Study visits', []))).toEqual([]);
  });
});

describe('the token of a feed', () => {
  it('is 256 bits in an address, new every time, and kept as its SHA-256', () => {
    const tokens = Array.from({ length: 50 }, newFeedToken);
    expect(new Set(tokens).size).toBe(50);
    for (const token of tokens) {
      expect(Buffer.from(token, 'base64url')).toHaveLength(32);
      expect(tokenIn(feedPath(token).split('/').at(-1) ?? '')).toBe(token);
      expect(hashOfFeedToken(token)).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it.each(['', '.ics', 'short.ics', `${'a'.repeat(44)}.ics`, `${'a'.repeat(43)}.csv`, `${'/'.repeat(43)}.ics`])(
    'is not read out of %j',
    (file) => expect(tokenIn(file)).toBeUndefined(),
  );
});
