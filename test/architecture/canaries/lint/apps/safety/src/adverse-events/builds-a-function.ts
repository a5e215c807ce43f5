export const build = (text: string): unknown => new Function(text);
