import { Failures } from './failures.js';

const row = { id: '0195a1f2-0000-7000-8000-000000000001', dueMs: '1741046400000' };

describe('a deadline that failed', () => {
  it('rests a second, then twice as long each time, and five minutes at most', () => {
    let now = 0;
    const failures = new Failures(() => now);
    expect([failures.rests(row), failures.has(row)]).toEqual([false, false]);
    const pauses: number[] = [];
    for (let attempt = 1; attempt <= 11; attempt += 1) {
      const { attempts, againInMs } = failures.note(row);
      expect(attempts).toBe(attempt);
      pauses.push(againInMs);
      now += againInMs - 1;
      expect(failures.rests(row)).toBe(true);
      now += 1;
      expect(failures.rests(row)).toBe(false);
    }
    expect(pauses).toEqual([
      ...[1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000],
      ...[300_000, 300_000],
    ]);
  });

  it('begins anew when it has fired, and when it was moved', () => {
    const failures = new Failures(() => 0);
    failures.note(row);
    expect(failures.rests({ ...row, dueMs: '1741046400001' })).toBe(false);
    failures.forget(row);
    expect(failures.rests(row)).toBe(false);
    expect(failures.note(row).attempts).toBe(1);
  });

  it('is forgotten when nobody tried it for five minutes after its time had come', () => {
    let now = 0;
    const failures = new Failures(() => now);
    failures.note(row);
    now = 301_000;
    failures.forgetOld();
    expect(failures.has(row)).toBe(true);
    now += 1;
    failures.forgetOld();
    expect(failures.has(row)).toBe(false);
  });
});
