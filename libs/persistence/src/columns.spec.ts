import fc from 'fast-check';
import { instant, instantAt, plainDate } from '@trial/kernel';
import type { EntitySchemaColumnOptions, ValueTransformer } from 'typeorm';
import { instantColumn, plainDateColumn } from './columns.js';

function transformerOf({ transformer }: EntitySchemaColumnOptions): ValueTransformer {
  if (!transformer || Array.isArray(transformer)) throw new Error('one transformer is expected');
  return transformer;
}
const instants = transformerOf(instantColumn('aware_at'));
const dates = transformerOf(plainDateColumn('onset_on'));

describe('a column of instants', () => {
  it('is written as text in UTC and read from what the driver answers', () => {
    expect(instants.to(instant('2025-03-04T00:30:00.125+01:00'))).toBe('2025-03-03T23:30:00.125Z');
    expect(instants.from(new Date('2025-03-03T23:30:00.125Z'))).toEqual(instant('2025-03-03T23:30:00.125Z'));
  });

  it('gives back every millisecond it was given', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 40), max: 2 ** 42 }), (milliseconds) => {
        const at = instantAt(milliseconds);
        expect(instants.from(new Date(String(instants.to(at))))).toEqual(at);
      }),
    );
  });
});

describe('a column of civil dates', () => {
  it('is text both ways: no zone, no midnight', () => {
    expect(dates.to(plainDate('2025-03-30'))).toBe('2025-03-30');
    expect(dates.from('2025-03-30')).toEqual(plainDate('2025-03-30'));
  });
});

it.each([instants, dates])('what is not there stays not there', (column) => {
  expect([column.to(null), column.to(undefined), column.from(null)]).toEqual([null, undefined, null]);
});
