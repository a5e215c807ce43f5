import fc from 'fast-check';
import { readResultText, type Notation } from './measured-value.js';

const number = (comparator: string, value: number) => ({ kind: 'number', comparator, number: value });
const noNumber = (reason: string) => ({ kind: 'no-number', reason });

describe('reading the text of a result', () => {
  it.each`
    text         | comparator | value
    ${'5'}       | ${'='}     | ${5}
    ${' 7.25 '}  | ${'='}     | ${7.25}
    ${'= 7.25'}  | ${'='}     | ${7.25}
    ${'<5'}      | ${'<'}     | ${5}
    ${'< 0.5'}   | ${'<'}     | ${0.5}
    ${'<.5'}     | ${'<'}     | ${0.5}
    ${'>1000'}   | ${'>'}     | ${1000}
    ${'> 1 000'} | ${'>'}     | ${1000}
    ${'5.2*'}    | ${'='}     | ${5.2}
    ${'5.2 H'}   | ${'='}     | ${5.2}
    ${'1,2'}     | ${'='}     | ${1.2}
    ${'0.234'}   | ${'='}     | ${0.234}
    ${'1.234,5'} | ${'='}     | ${1234.5}
    ${'1,234.5'} | ${'='}     | ${1234.5}
    ${'1.2e3'}   | ${'='}     | ${1200}
    ${'-1'}      | ${'='}     | ${-1}
  `('reads $text as $comparator $value', ({ text, comparator, value }) => {
    expect(readResultText(text, 'unknown')).toEqual(number(comparator, value));
  });

  it.each`
    text       | notation     | read
    ${'1.234'} | ${'point'}   | ${number('=', 1.234)}
    ${'1.234'} | ${'comma'}   | ${number('=', 1234)}
    ${'1.234'} | ${'unknown'} | ${noNumber('ambiguous-separator')}
    ${'1,234'} | ${'point'}   | ${number('=', 1234)}
    ${'1,234'} | ${'comma'}   | ${number('=', 1.234)}
    ${'1,234'} | ${'unknown'} | ${noNumber('ambiguous-separator')}
    ${'1.2'}   | ${'comma'}   | ${number('=', 1.2)}
    ${'1,2'}   | ${'point'}   | ${number('=', 1.2)}
  `('reads $text from a laboratory that writes a $notation as $read', ({ text, notation, read }) => {
    expect(readResultText(text, notation)).toEqual(read);
  });

  it.each`
    text               | reason
    ${'haemolysed'}    | ${'haemolysed'}
    ${'Hemolyzed'}     | ${'haemolysed'}
    ${'gehemolyseerd'} | ${'haemolysed'}
    ${'clotted'}       | ${'clotted'}
    ${'QNS'}           | ${'insufficient'}
    ${'pending'}       | ${'pending'}
    ${'not done'}      | ${'not-done'}
    ${'-'}             | ${'not-done'}
    ${'Negative'}      | ${'qualitative'}
    ${'not detected'}  | ${'qualitative'}
    ${'<=5'}           | ${'unreadable'}
    ${'5-10'}          | ${'unreadable'}
    ${'1.2.3'}         | ${'unreadable'}
    ${'1e999'}         | ${'unreadable'}
    ${'Infinity'}      | ${'unreadable'}
    ${'0x10'}          | ${'unreadable'}
    ${'see comment'}   | ${'unreadable'}
  `('takes $text for no number: $reason', ({ text, reason }) => {
    expect(readResultText(text, 'unknown')).toEqual(noNumber(reason));
  });

  it('reads every number it can write, in both notations', () => {
    const numbers = fc
      .double({ min: 0, max: 1e6, noNaN: true, noDefaultInfinity: true })
      .map((value) => Math.abs(Number(value.toFixed(4))));
    fc.assert(
      fc.property(numbers, fc.constantFrom<Notation>('point', 'comma'), (value, notation) => {
        const text = notation === 'comma' ? String(value).replace('.', ',') : String(value);
        expect(readResultText(text, notation)).toEqual(number('=', value));
      }),
    );
  });

  it('never throws and never makes a number out of text without digits', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = readResultText(text, 'unknown');
        if (!/\d/.test(text)) expect(read.kind).toBe('no-number');
      }),
    );
  });
});
