import fc from 'fast-check';
import { instant, instantAt } from '@trial/kernel';
import { checkMayShow } from './code-break.js';

const brokenAt = instant('2025-03-03T23:57:00.000Z');
const outcome = (now: string): unknown => {
  try {
    checkMayShow(brokenAt, instant(now));
    return 'shown';
  } catch (error) {
    return error;
  }
};

describe('the answer to a code break', () => {
  it.each(['2025-03-03T23:57:00.000Z', '2025-03-04T00:02:00.000Z'])('is shown at %s', (now) => {
    expect(outcome(now)).toBe('shown');
  });

  it('is not shown again after five minutes', () => {
    expect(outcome('2025-03-04T00:02:00.001Z')).toMatchObject({ code: 'disclosure-already-shown' });
  });

  it('that is shown was shown at every moment before, back to the break', () => {
    const at = (milliseconds: number) => instantAt(brokenAt.epochMilliseconds + milliseconds).toString();
    fc.assert(
      fc.property(fc.nat(600_000), fc.nat(600_000), (one, other) => {
        const [earlier, later] = [Math.min(one, other), Math.max(one, other)];
        expect(outcome(at(later)) !== 'shown' || outcome(at(earlier)) === 'shown').toBe(true);
      }),
    );
  });
});
