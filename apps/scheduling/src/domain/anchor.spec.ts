import { instant } from '@trial/kernel';
import { anchorOf } from './anchor.js';

/** Jest sees no difference between two Temporal values; between their texts it does. */
function asText(value: unknown): object {
  const text: object = JSON.parse(JSON.stringify(value));
  return text;
}

const randomisedAt = instant('2026-03-01T09:00:00Z');
const treatedAt = instant('2026-03-03T09:30:00Z');

describe('the anchor', () => {
  it('is the first injection once there was one', () => {
    expect(asText(anchorOf({ randomisedAt, treatedAt }))).toEqual(
      asText({ basis: 'treatment', at: treatedAt, provisional: false }),
    );
  });

  it('is randomisation, provisionally, while nothing was given', () => {
    expect(asText(anchorOf({ randomisedAt, treatedAt: null }))).toEqual(
      asText({
        basis: 'randomisation',
        at: randomisedAt,
        provisional: true,
      }),
    );
  });

  it('does not exist before randomisation', () => {
    expect(anchorOf({ randomisedAt: null, treatedAt: null })).toBe('not-anchored');
  });
});
