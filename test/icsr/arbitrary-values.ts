import fc from 'fast-check';
import type { Known, Quantity } from '../../apps/safety/src/domain/icsr/case/known.js';

export const key = <Codes extends Readonly<Record<string, string>>>({ codes }: { codes: Codes }) =>
  fc.constantFrom(...Object.keys(codes)) as fc.Arbitrary<keyof Codes & string>;

/** Text of any script, with what XML and people find hard, and at least one character that can be seen. */
export const textUpTo = (most: number): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('<&">\'', ']]>', '\t', '\r\n', '\u0007', '\ud800', 'é'),
      ),
      {
        maxLength: 6,
      },
    )
    .map((parts) => `x${[...parts.join('')].slice(0, most - 1).join('')}`);

export const known = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof(
    value.map((it) => ({ value: it })),
    fc.constantFrom('ASKU' as const, 'NASK' as const).map((absent) => ({ absent })),
  );
export const flavoured = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Known<Value>> =>
  fc.oneof(
    value.map((it) => ({ value: it })),
    fc.constantFrom('MSK' as const, 'UNK' as const, 'ASKU' as const, 'NASK' as const).map((absent) => ({ absent })),
  );
export const maybe = <Shape extends object>(shape: { [Key in keyof Shape]: fc.Arbitrary<Shape[Key]> }) =>
  fc.record(shape, { requiredKeys: [] }) as fc.Arbitrary<Partial<Shape>>;

export const moment = fc.constantFrom(
  '2019',
  '2024-02',
  '2024-02-29',
  '2025-12-31T23:59+01:00',
  '2025-11-05T06:07:08-03:30',
);
export const date = moment.map((value) => ({ value }));
export const code = fc
  .integer({ min: 0, max: 9999 })
  .map((last) => ({ code: `9999${String(last).padStart(4, '0')}`, version: '0.0' }));
export const amount = (...units: readonly string[]): fc.Arbitrary<Quantity> =>
  fc.record({ value: fc.constantFrom('0', '1', '2.5', '99'), unit: fc.constantFrom(...units) });
export const time = amount('a', 'mo', 'wk', 'd', 'h', 'min');
export const dose = amount('mg', '10*6', 'mL', '[iU]', '{DF}');
export const country = fc.constantFrom('NL', 'BE', 'EU');
export const restricted = fc.constantFrom({}, { restricted: true as const });
export const list = <Value>(value: fc.Arbitrary<Value>, maxLength = 3, minLength = 0) =>
  fc.array(value, { minLength, maxLength });
export const restrictable = <Value extends object>(value: fc.Arbitrary<Value>) =>
  list(fc.tuple(value, restricted).map(([it, marked]) => ({ ...it, ...marked })));
export const seen = <Value>(value: fc.Arbitrary<Value>) =>
  fc.record({ blinded: value, regulator: value }, { requiredKeys: ['blinded'] });
