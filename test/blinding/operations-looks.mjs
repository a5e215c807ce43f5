import { createHash } from 'node:crypto';

/**
 * What operations see of the machine, and differs between two runs for that reason: when audit rows were sealed, in
 * which order a service handled what came at once, how often trial time was confirmed. Each value is replaced only where
 * it has exactly this shape (canaries in `operations-looks.spec.ts`).
 */
export const LOOKS = [
  {
    path: /^\/ops\/[a-z-]+\/audit-verification$/,
    masks: { blocks: /^\d{1,6}$/, head: /^[0-9a-f]{64}$/ },
  },
  {
    path: /^\/ops\/[a-z-]+\/progress$/,
    lists: { sent: 'mark', received: 'mark' },
  },
  {
    path: /^\/ops\/trial-clock$/,
    lists: { confirmations: 'confirmation' },
  },
];

const ITEMS = {
  mark: { sequence: /^\d{1,9}$/, eventId: /^[0-9a-f-]{36}$/, type: /^[a-z-]+(\.[a-z-]+){2,3}\.v\d$/ },
  confirmation: { instance: /^[a-z-]+-1$/, revision: /^\d{1,7}$/ },
};

/**
 * An exchange as it is compared: of operations' looks only what does not tell of the machine.
 * @template {{ path: string, status: number, headers: Record<string, string>, text: string }} Exchange
 * @param {Exchange} exchange
 * @returns {Exchange}
 */
export function comparableLook(exchange) {
  const look = LOOKS.find(({ path }) => path.test(exchange.path));
  if (!look || exchange.status !== 200) return exchange;
  const { masks = {}, lists = {} } = look;
  const text = JSON.stringify(JSON.parse(exchange.text), function (name, value) {
    if (name in masks) return masks[name].test(String(value)) ? '·' : value;
    if (name in lists && Array.isArray(value)) return value.filter((item) => !hasShape(item, ITEMS[lists[name]]));
    return value;
  });
  // The length and the hash of the body say no more than the body, of which numbers were masked.
  const hash = `"${createHash('sha256').update(exchange.text).digest('base64url')}"`;
  const headers = Object.fromEntries(
    Object.entries(exchange.headers).filter(
      ([name, value]) => name !== 'content-length' && !(name === 'etag' && value === hash),
    ),
  );
  return { ...exchange, headers, text };
}

function hasShape(item, shapes) {
  const names = Object.keys(item);
  return names.join() === Object.keys(shapes).join() && names.every((name) => shapes[name].test(String(item[name])));
}
