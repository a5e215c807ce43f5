/**
 * The one spelling of plain data (RFC 8785): names sorted by code unit, no blanks, numbers and texts as ECMAScript
 * writes them. Two files that mean the same have the same canonical bytes, whatever their comments and layout.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => `${JSON.stringify(name)}:${canonicalJson(inner)}`);
  return `{${members.join(',')}}`;
}
