import { markup, type Html } from './html.js';

export interface Bar {
  readonly label: string;
  /** One number for each name of the legend, not negative. */
  readonly values: readonly number[];
}

const [LABELS, WIDTH, STEP, LEGEND] = [330, 520, 22, 30];

/**
 * Stacked horizontal bars as SVG, drawn here: no library, no script. Every part that is not zero carries its number, so that the
 * drawing can be read without colours; shades run from light to dark in the order of the legend.
 * @param whole what the full width stands for; at least 1
 */
export function stackedBars(title: string, legend: readonly string[], bars: readonly Bar[], whole: number): Html {
  const scale = WIDTH / Math.max(whole, 1);
  const height = LEGEND + bars.length * STEP;
  return markup`<svg
    xmlns="http://www.w3.org/2000/svg"
    role="img"
    viewBox="0 0 ${LABELS + WIDTH + 10} ${height}"
    width="100%"
    font-family="sans-serif"
    font-size="11"
  >
    <title>${title}</title>
    ${legend.map((name, index) => markup`<rect x="${LABELS + index * 75}" y="4" width="12" height="12" fill="${shade(index, legend.length)}" stroke="#000" /><text x="${LABELS + index * 75 + 16}" y="14">${name}</text>`)}
    ${bars.map((bar, row) => drawn(bar, LEGEND + row * STEP, scale, legend.length))}
  </svg> `;
}

function drawn({ label, values }: Bar, y: number, scale: number, shades: number): Html {
  let x = LABELS;
  const parts = values.map((value, index) => {
    const [left, width] = [x, value * scale];
    x += width;
    if (value === 0) return markup``;
    const ink = index > shades / 2 ? '#fff' : '#000';
    return markup`<rect
        x="${left}"
        y="${y}"
        width="${width}"
        height="${STEP - 6}"
        fill="${shade(index, shades)}"
        stroke="#000"
      /><text x="${left + width / 2}" y="${y + 12}" text-anchor="middle" fill="${ink}">${value}</text>`;
  });
  return markup`<text x="${LABELS - 6}" y="${y + 12}" text-anchor="end">${label}</text>${parts}`;
}

/** From nearly white to nearly black. */
function shade(index: number, of: number): string {
  const level = Math.round(235 - (index * 195) / Math.max(of - 1, 1));
  return `rgb(${level},${level},${level})`;
}
