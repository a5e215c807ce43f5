export { csvLine, type Cell } from './csv.js';
export { Html, markup } from './html.js';
export { printedPage, type PrintedPage } from './printed-page.js';
export { stackedBars, type Bar } from './stacked-bars.js';
