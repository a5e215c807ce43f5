import fc from 'fast-check';
import { isLocked, signLock, type LockSignature } from './database-lock.js';

const dataManager = { signedBy: 'one', role: 'data-manager' };
const monitor = { signedBy: 'other', role: 'monitor' };

const refusal = (before: readonly LockSignature[], next: LockSignature, dataToCome = 0): string => {
  try {
    signLock(before, next, dataToCome);
    return 'signed';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the lock of a database', () => {
  it.each([[[dataManager, monitor]], [[monitor, dataManager]]])(
    'is two signatures, in either order: %j',
    ([first = monitor, second = monitor]) => {
      const once = signLock([], first, 0);
      expect(isLocked(once)).toBe(false);
      expect(isLocked(signLock(once, second, 0))).toBe(true);
    },
  );

  it.each([
    ['trial-locked', [dataManager, monitor], { signedBy: 'third', role: 'monitor' }, 0],
    ['lock-already-signed', [monitor], { signedBy: 'third', role: 'monitor' }, 0],
    ['lock-already-signed', [monitor], monitor, 0],
    ['second-person-needed', [monitor], { signedBy: 'other', role: 'data-manager' }, 0],
    ['participants-not-ended', [], monitor, 1],
    ['participants-not-ended', [dataManager], monitor, 3],
  ])('is refused with %s: %j, then %j, with data to come of %i', (code, before, next, dataToCome) => {
    expect(refusal(before, next, dataToCome)).toBe(code);
  });

  it('is never made by one person, nor in one role, whatever is tried', () => {
    const signature = fc.record({
      signedBy: fc.constantFrom('one', 'two', 'three'),
      role: fc.constantFrom('data-manager', 'monitor'),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(signature, fc.nat(1)), { maxLength: 8 }), (attempts) => {
        const signed = attempts.reduce<readonly LockSignature[]>(
          (before, [next, dataToCome]) =>
            refusal(before, next, dataToCome) === 'signed' ? signLock(before, next, dataToCome) : before,
          [],
        );
        expect(isLocked(signed)).toBe(signed.length === 2);
        expect(new Set(signed.map(({ signedBy }) => signedBy)).size).toBe(signed.length);
        expect(new Set(signed.map(({ role }) => role)).size).toBe(signed.length);
      }),
    );
  });
});
