/** Text that is HTML already. Only `markup` makes it, so nothing that people wrote can be taken for it. */
export class Html {
  private constructor(readonly text: string) {}

  static readonly of = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
    new Html(strings.reduce((written, string, index) => written + shown(parts[index - 1]) + string));
}

type Part = string | number | Html | readonly Html[] | undefined;

/**
 * HTML from a template: what stands in `${…}` is escaped, for content and for attributes in quotation marks, unless it is
 * HTML made in the same way.
 */
export const markup = Html.of;

function shown(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('');
  return String(part).replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
