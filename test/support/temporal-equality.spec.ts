import { instant, plainDate } from '@trial/kernel';

describe('comparing times in tests', () => {
  it('tells two instants and two days apart', () => {
    expect(instant('2025-03-03T08:00:00Z')).toEqual(instant('2025-03-03T09:00:00+01:00'));
    expect(instant('2025-03-03T08:00:00Z')).not.toEqual(instant('2025-03-03T08:00:00.001Z'));
    expect({ on: plainDate('2025-03-03') }).not.toEqual({ on: plainDate('2025-03-04') });
    expect({ on: plainDate('2025-03-03') }).not.toMatchObject({ on: '2025-03-03' });
  });
});
