import { cursorAfter, keyAfter, type FilePiece } from '@trial/contracts';
import { Rejection } from '@trial/kernel';

/**
 * The longest piece of a file, in UTF-16 code units. As JSON and as UTF-8 it stays below 256 kB, whatever it holds but for
 * control signs.
 */
export const LONGEST = 60_000;

export type Piece = Pick<FilePiece, 'text' | 'nextCursor'>;

/** The piece of a file that was made whole. `Rejection('cursor-not-readable')`. */
export function pieceOf(text: string, cursor: string | undefined): Piece {
  const from = numberIn(keyAfter(cursor));
  const until = endOfPiece(text, from);
  return { text: text.slice(from, until), ...(until < text.length ? { nextCursor: cursorAfter(String(until)) } : {}) };
}

/** Where a piece that begins at `from` ends: never in the middle of a sign, which is no text that could be sent. */
export function endOfPiece(text: string, from: number): number {
  const until = from + LONGEST;
  if (until >= text.length) return text.length;
  return isHighSurrogate(text.charCodeAt(until - 1)) ? until - 1 : until;
}

/** The number a cursor stands for; 0 before the first piece. */
export function numberIn(key: string): number {
  if (!/^\d{0,9}$/.test(key))
    throw new Rejection('cursor-not-readable', { field: 'cursor', rule: 'use the nextCursor of the piece before' });
  return Number(key);
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
