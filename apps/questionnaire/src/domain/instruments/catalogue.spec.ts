import { instrumentOf, instruments } from './catalogue.js';

describe('the catalogue of instruments', () => {
  it('knows each code and version once', () => {
    const names = instruments.map(({ code, version }) => `${code} ${version}`);

    expect(new Set(names).size).toBe(names.length);
  });

  it.each(instruments.map((instrument) => [instrument.code, instrument.version, instrument] as const))(
    'gives every item of %s %s a code of its own',
    (_code, _version, { items }) => {
      expect(new Set(items.map(({ code }) => code)).size).toBe(items.length);
    },
  );

  it('refuses a version it does not know instead of guessing one', () => {
    expect(() => instrumentOf('haq-di', 'haq-ii')).toThrow('instrument-unknown');
  });

  it('has twenty scored items in the HAQ, in form order with aids after item 9', () => {
    const codes = instrumentOf('haq-di', 'dutch-consensus-2007').items.map(({ code }) => code);

    expect(codes.slice(7, 13)).toEqual(['i8', 'i9', 'aids1', 'help1', 'other1', 'i10']);
    expect(codes.filter((code) => /^i\d+$/.test(code))).toHaveLength(20);
  });
});
