import { markup, type Html } from './html.js';

export interface PrintedPage {
  readonly title: string;
  /** What the page is for. */
  readonly purpose: string;
  /** What it was made from and by whom: name and value. */
  readonly facts: readonly (readonly [name: string, value: string])[];
}

/**
 * A page to read or print on its own: no script, nothing fetched from anywhere, no link. In two parts, so that a long page can
 * be sent as it is made: everything before the content, and everything behind it.
 */
export const printedPage = ({ title, purpose, facts }: PrintedPage): { readonly head: Html; readonly foot: Html } => ({
  head: markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<title>${title}</title>
<style>
  body { font: 11pt/1.4 sans-serif; color: #000; background: #fff; margin: 2em; }
  h1 { font-size: 16pt; }
  h2 { font-size: 13pt; margin-top: 1.5em; }
  table { border-collapse: collapse; }
  th, td { border: 1px solid #999; padding: 2px 6px; text-align: left; vertical-align: top; }
  td.number { text-align: right; }
  dl { display: grid; grid-template-columns: max-content auto; gap: 0 1em; }
  dt { font-weight: bold; }
  dd { margin: 0; overflow-wrap: anywhere; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  @media print { body { margin: 0; font-size: 9pt; } @page { size: A4 landscape; margin: 12mm; } }
</style>
</head>
<body>
<h1>${title}</h1>
<p>${purpose}</p>
<dl>${facts.map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
`,
  foot: markup`</body>
</html>
`,
});
