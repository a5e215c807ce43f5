import { createRequire } from 'node:module';
import { openSync } from 'fontkit';

const { resolve } = createRequire(import.meta.url);
const PACKAGE = '@expo-google-fonts/source-sans-3';

/** Source Sans 3 (SIL Open Font License), which goes into the document. */
export const FONTS = {
  regular: resolve(`${PACKAGE}/400Regular/SourceSans3_400Regular.ttf`),
  bold: resolve(`${PACKAGE}/600SemiBold/SourceSans3_600SemiBold.ttf`),
} as const;

const opened = openSync(FONTS.regular);

/** Whether the font has a sign for a character. */
export const hasSign = (codePoint: number): boolean =>
  'hasGlyphForCodePoint' in opened && opened.hasGlyphForCodePoint(codePoint);
