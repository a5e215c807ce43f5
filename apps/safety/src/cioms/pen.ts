import { FONTS, hasSign } from './fonts.js';
import { MARGIN, WIDTH } from './paper.js';
import { printable } from './printable.js';

type Font = keyof typeof FONTS;

/** Where text stands and how wide it may be; without a place it goes on below what was written last, page after page. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/**
 * Writes to a tagged document. Text belongs to an element of its structure; everything else is marked as decoration, which a
 * reader that speaks leaves out.
 */
export class Pen {
  private readonly root: PDFKit.PDFStructureElement;

  constructor(private readonly document: PDFKit.PDFDocument) {
    for (const [name, file] of Object.entries(FONTS)) document.registerFont(name, file);
    this.root = document.struct('Document');
    document.addStructure(this.root);
  }

  /** Text as an element of the structure: a heading, or a paragraph. */
  write(element: 'H1' | 'H2' | 'P', text: string, font: Font, size: number, place?: Place): void {
    const said = printable(text, hasSign);
    this.root.add(
      this.document.struct(element, {}, () => {
        this.document.font(font).fontSize(size).fillColor('black');
        if (place) this.document.text(said, place.x, place.y, { width: place.width });
        else this.document.text(said, MARGIN, this.document.y, { width: WIDTH });
      }),
    );
  }

  /** How high a text is at a width. */
  heightOf(text: string, font: Font, size: number, width: number): number {
    return this.document.font(font).fontSize(size).heightOfString(printable(text, hasSign), { width });
  }

  frame(x: number, y: number, width: number, height: number): void {
    this.document.markContent('Artifact', { type: 'Layout' });
    this.document.lineWidth(0.5).rect(x, y, width, height).stroke('black');
    this.document.endMarkedContent();
  }

  /** Some points of nothing. */
  skip(points: number): void {
    this.document.y += points;
  }

  get y(): number {
    return this.document.y;
  }

  newPage(): void {
    this.document.addPage();
  }

  /** Nothing more is written; running heads may still be. */
  end(): void {
    this.root.end();
  }
}
