import fc from 'fast-check';
import { XmlDocument } from 'libxml2-wasm';
import { markup } from './html.js';
import { printedPage } from './printed-page.js';
import { stackedBars } from './stacked-bars.js';

/** Text that XML can hold at all. */
const texts = fc
  .array(fc.constantFrom('<', '>', '&', '"', "'", '`', '</style>', '<script>', ']]>', 'a', '\u00e9', ' '), {
    maxLength: 6,
  })
  .map((signs) => signs.join(''));

/** What a parser that knows nothing of the writer reads. */
function textsOf(document: string, path: string): string[] {
  const read = XmlDocument.fromString(document);
  try {
    return read.find(path).map((node) => node.content);
  } finally {
    read.dispose();
  }
}

describe('a page', () => {
  it('holds what people wrote as text and nothing else, in content and in attributes', () => {
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const written = markup`<p title="${one}">${other}</p>`.text;
        expect([textsOf(written, '/p/@title'), textsOf(written, '/p'), textsOf(written, '//*')]).toEqual([
          [one],
          [other],
          [other],
        ]);
      }),
    );
  });

  it('takes HTML that was made in the same way as it is, in lists too, and leaves nothing for nothing', () => {
    const items = ['<b>', 'c'].map((name) => markup`<li>${name}</li>`);
    expect(markup`<ul>${items}</ul>${undefined}${1}`.text).toBe('<ul><li>&#60;b&#62;</li><li>c</li></ul>1');
  });

  it('says title, purpose and facts, runs nothing and fetches nothing, whatever is in it', () => {
    fc.assert(
      fc.property(texts, texts, texts, (title, purpose, fact) => {
        const { head, foot } = printedPage({ title, purpose, facts: [['Data cut', fact]] });
        const page = head.text + foot.text;
        const body = page.slice(page.indexOf('<html'));
        expect([textsOf(body, '//h1'), textsOf(body, '//title'), textsOf(body, '//p'), textsOf(body, '//dd')]).toEqual([
          [title],
          [title],
          [purpose],
          [fact],
        ]);
        expect(
          textsOf(
            body,
            '//script | //link | //img | //iframe | //@href | //@src | //@style | //@*[starts-with(name(), "on")]',
          ),
        ).toEqual([]);
        expect(page.slice(page.indexOf('<style>'), page.indexOf('</style>'))).not.toMatch(/url\(|@import|http/);
      }),
    );
  });
});

describe('stacked bars', () => {
  const svg = (document: string) => document.replace(' xmlns="http://www.w3.org/2000/svg"', '');
  const numbers = (document: string, path: string) => textsOf(svg(document), path).map(Number);

  it('are as long as their numbers are of the whole, side by side, each with its number', () => {
    const counts = fc.array(fc.nat(40), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(fc.record({ label: texts, values: counts }), { minLength: 1, maxLength: 4 }), (bars) => {
        const drawn = stackedBars('Grades', ['1', '2', '3'], bars, 120).text;
        const wanted = bars.flatMap(({ values }) => values.filter((value) => value > 0));
        const widths = numbers(drawn, '//rect/@width').slice(3);
        for (const [index, value] of wanted.entries()) expect(widths[index]).toBeCloseTo((value * 520) / 120);
        expect(widths).toHaveLength(wanted.length);
        expect(numbers(drawn, '//text[@text-anchor="middle"]')).toEqual(wanted);
        expect(textsOf(svg(drawn), '//text[@text-anchor="end"]')).toEqual(bars.map(({ label }) => label));
        const starts = numbers(drawn, '//rect/@x').slice(3);
        let part = 0;
        for (const { values } of bars) {
          let x = 330;
          for (const value of values.filter((each) => each > 0)) {
            expect(starts[part]).toBeCloseTo(x);
            x += (value * 520) / 120;
            part += 1;
          }
          expect(x).toBeLessThanOrEqual(330 + 520 + 0.001);
        }
      }),
    );
  });

  it('of nobody divide by nothing', () => {
    expect(stackedBars('Grades', ['1'], [{ label: 'none', values: [0] }], 0).text).not.toMatch(/NaN|Infinity/);
  });
});
