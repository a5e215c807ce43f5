/** Points; A4. */
export const MARGIN = 34;
export const WIDTH = 527;

/** A row of boxes: how high it is, and how wide each box, of 527 points in all. */
export interface PaperRow {
  readonly height: number;
  readonly boxes: Readonly<Record<string, number>>;
}

/** The first page: what does not fit a box goes on after it. Boxes stand in the order of their numbers, which is read aloud. */
export const PAPER: readonly PaperRow[] = [
  { height: 48, boxes: { '1': 60, '1a': 60, '2': 80, '2a': 90, '3': 80, '4-6': 157 } },
  { height: 212, boxes: { '7+13': 377, '8-12': 150 } },
  { height: 44, boxes: { '14': 527 } },
  { height: 40, boxes: { '15': 327, '16': 200 } },
  { height: 40, boxes: { '17': 277, '18': 250 } },
  { height: 44, boxes: { '19': 127, '20': 200, '21': 200 } },
  { height: 62, boxes: { '22': 527 } },
  { height: 84, boxes: { '23': 527 } },
  { height: 66, boxes: { '24a': 207, '24b': 120, '24c': 90, '24d': 110 } },
  { height: 60, boxes: { '25': 87, '25a': 200, '26': 240 } },
];
