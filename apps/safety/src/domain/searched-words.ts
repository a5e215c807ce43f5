/** The words of a text as they are searched: accents away, and the spelling that is shorter: haemorrhage and hemorrhage, oedema and edema, tumour and tumor. */
export const searchedWords = (text: string): readonly string[] =>
  text
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[ao]e/gu, 'e')
    .replace(/our\b/gu, 'or')
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter((word) => word !== '');
