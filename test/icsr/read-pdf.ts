import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

type Document = Awaited<ReturnType<typeof getDocument>['promise']>;
type Page = Awaited<ReturnType<Document['getPage']>>;

/** What an independent reader (pdf.js) finds in a PDF. */
export interface ReadPdf {
  readonly title: unknown;
  /** By name, from the metadata packet. */
  readonly metadata: (name: string) => unknown;
  readonly marked: boolean;
  readonly pages: readonly ReadPage[];
}

export interface ReadPage {
  /** What belongs to the document, found by its structure: `H1`, `H2` or `P`, and its text. */
  readonly elements: readonly { readonly kind: string; readonly text: string }[];
  /** What is only on the page. */
  readonly stamps: string;
  /** What is neither. */
  readonly unmarked: string;
}

/** Reads a PDF, and fails on anything the reader would mend in silence. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({
    ...{ data: new Uint8Array(bytes), verbosity: VerbosityLevel.ERRORS, stopAtErrors: true },
    ...{ useSystemFonts: false, isEvalSupported: false },
  });
  try {
    const document = await task.promise;
    const { info, metadata } = await document.getMetadata();
    const pages: ReadPage[] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      pages.push(await readPage(await document.getPage(number)));
    }
    return {
      title: 'Title' in info ? info.Title : undefined,
      metadata: (name) => metadata.get(name) as unknown,
      marked: (await document.getMarkInfo())?.Marked === true,
      pages,
    };
  } finally {
    await task.destroy();
  }
}

async function readPage(page: Page): Promise<ReadPage> {
  const { items } = await page.getTextContent({ includeMarkedContent: true });
  const texts = new Map<string, string>();
  const open: string[] = [];
  for (const item of items) {
    if ('str' in item) {
      const id = open.at(-1) ?? 'unmarked';
      texts.set(id, (texts.get(id) ?? '') + item.str + (item.hasEOL ? '\n' : ''));
    } else if (item.type === 'endMarkedContent') open.pop();
    else open.push(item.type === 'beginMarkedContentProps' && item.id ? item.id : 'stamp');
  }
  const elements = elementsOf(await page.getStructTree(), texts);
  return { elements, stamps: texts.get('stamp') ?? '', unmarked: texts.get('unmarked')?.trim() ?? '' };
}

type Node = Awaited<ReturnType<Page['getStructTree']>>;

const elementsOf = (node: Node, texts: ReadonlyMap<string, string>): ReadPage['elements'] =>
  node.children.flatMap((child) =>
    'children' in child ? elementsOf(child, texts) : [{ kind: node.role, text: texts.get(child.id) ?? '' }],
  );
