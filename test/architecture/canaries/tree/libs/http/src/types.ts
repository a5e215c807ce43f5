export const problem = 'about:blank';
