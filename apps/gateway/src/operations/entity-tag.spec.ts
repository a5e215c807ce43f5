import { entityTagOf, isHeld } from './entity-tag.js';

describe('the tag of an answer', () => {
  it('is the same for the same bytes and another one for any other', () => {
    expect(entityTagOf('{"items":[]}')).toBe(entityTagOf('{"items":[]}'));
    expect(entityTagOf('{"items":[]}')).not.toBe(entityTagOf('{"items": []}'));
    expect(entityTagOf('')).toMatch(/^"[\w-]{43}"$/);
  });

  it.each<[string, string | undefined, boolean]>([
    ['nothing', undefined, false],
    ['an empty header', '', false],
    ['the tag', '"a"', true],
    ['the tag, marked as weak by a proxy', 'W/"a"', true],
    ['a list with the tag', '"b", "a"', true],
    ['a list without blanks', '"b","a"', true],
    ['anything', ' * ', true],
    ['another tag', '"b"', false],
    ['the tag without its quotes', 'a', false],
    ['a tag that only begins like it', '"ab"', false],
  ])('is held by a caller who sends %s: %s is %s', (_, header, held) => {
    expect(isHeld(header, '"a"')).toBe(held);
  });
});
