import type { Cipher } from '@trial/encryption';

/** Why a sealed text cannot be opened. Of what was sealed before keys were noted, both may be so. */
export type Unreadable = 'sealed-with-another-key' | 'altered-or-moved';

/** A sealed text that cannot be opened. It names the place and the keys, which tell nothing of themselves or of the text. */
export class CannotBeOpened extends Error {
  constructor(
    readonly why: Unreadable,
    place: string,
    keys: string,
  ) {
    super(`${place} cannot be opened: ${why} (${keys})`);
  }
}

/** The text of a sealed row, of which `keyId` says by which key; null where that was not noted. Throws `CannotBeOpened`. */
export function openSealed(cipher: Cipher, sealed: Buffer, place: string, keyId: string | null): string {
  const text = cipher.open(sealed, place);
  if (text !== undefined) return text;
  const why = keyId === null || keyId === cipher.keyId ? 'altered-or-moved' : 'sealed-with-another-key';
  throw new CannotBeOpened(why, place, `sealed with ${keyId ?? 'a key nobody noted'}, opened with ${cipher.keyId}`);
}

/** What there is to read, or why there is nothing. Every other failure goes on. */
export function readable<Read>(read: () => Read): { readonly read: Read } | { readonly unreadable: Unreadable } {
  try {
    return { read: read() };
  } catch (error) {
    if (error instanceof CannotBeOpened) return { unreadable: error.why };
    throw error;
  }
}
