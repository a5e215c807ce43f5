import { Choice, Text } from './fields.js';

export const mediaTypes = ['text/csv', 'text/html', 'application/json'] as const;

/** A part of a file, small enough for one reply; put together in order they are the file. */
export class FilePiece {
  @Choice(mediaTypes) mediaType: (typeof mediaTypes)[number];
  @Text({ description: 'What the file is called; it tells nothing but what was asked for.' }) fileName: string;
  @Text({ min: 0, max: 200_000 }) text: string;
  @Text({ optional: true, max: 400, description: 'Where the next piece begins; left out with the last.' })
  nextCursor?: string;
}
