import { continueTrace, spanOf, traceIdOf } from './trace.js';

const TRACE = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const SHAPE = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;
const partsOf = (traceparent: string) => {
  const [version, id, parent, flags] = traceparent.split('-');
  return { version, id, parent, flags };
};

describe('a trace', () => {
  it('goes on under a parent of its own', () => {
    const gone = continueTrace(TRACE);
    expect(gone).toMatch(SHAPE);
    expect(partsOf(gone)).toMatchObject({ id: '4bf92f3577b34da6a3ce929d0e0e4736', flags: '01' });
    expect(partsOf(gone).parent).not.toBe('00f067aa0ba902b7');
  });

  it('keeps the choice of the caller not to be sampled', () => {
    expect(partsOf(continueTrace(TRACE.replace(/01$/, '00'))).flags).toBe('00');
  });

  it.each([
    undefined,
    '',
    'nonsense',
    TRACE.toUpperCase(),
    `${TRACE}-more`,
    TRACE.replace(/^00/, 'ff'),
    '00-00000000000000000000000000000000-00f067aa0ba902b7-01',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01',
  ])('begins anew when what came is %p', (traceparent) => {
    const begun = continueTrace(traceparent);
    expect(begun).toMatch(SHAPE);
    expect(traceIdOf(begun)).not.toBe('4bf92f3577b34da6a3ce929d0e0e4736');
    expect(traceIdOf(continueTrace(traceparent))).not.toBe(traceIdOf(begun));
  });

  it('has one id from end to end', () => {
    expect(traceIdOf(TRACE)).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
    expect(traceIdOf('')).toBe('');
  });
});

describe('the span of a piece of work', () => {
  it('is the same when the work is done again, and another for other work or another trace', () => {
    const span = spanOf(TRACE, 'safety 0195');
    expect(span).toMatch(SHAPE);
    expect(spanOf(TRACE, 'safety 0195')).toBe(span);
    expect(spanOf(TRACE, 'scheduling 0195')).not.toBe(span);
    expect(traceIdOf(span)).toBe(traceIdOf(TRACE));
    expect(partsOf(spanOf(TRACE.replace('00f0', '00f1'), 'safety 0195')).parent).not.toBe(partsOf(span).parent);
  });
});
