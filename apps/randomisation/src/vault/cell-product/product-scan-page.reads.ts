import {
  keyAfter,
  pageOf,
  pageSize,
  type PageOfTrial,
  type ProductScanPage,
  type ProductScanView,
} from '@trial/contracts';
import type { Transaction } from '@trial/persistence';

/** The chain of custody of the sites the caller may see, in the order things were recorded. */
export async function productScanPage(tx: Transaction, request: PageOfTrial): Promise<ProductScanPage> {
  const limit = pageSize(request);
  const rows = await tx.query<{ place: string; view: ProductScanView }>(
    `select ${PLACE} as place, jsonb_strip_nulls(jsonb_build_object(
              'scanId', id, 'siteId', site_id, 'participantId', participant_id, 'productCode', code, 'step', step,
              'outcome', outcome, 'by', scanned_by, 'role', role,
              'at', to_char(scanned_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))) as view
       from product_scan where trial_id = $1 and ${PLACE} > $2 order by sequence limit $3`,
    [request.trialId, keyAfter(request.cursor), limit + 1],
  );
  const { items, nextCursor } = pageOf(rows, limit, ({ place }) => place);
  return { items: items.map(({ view }) => view), ...(nextCursor === undefined ? {} : { nextCursor }) };
}

/** Sorts as text like the number it is. */
const PLACE = `to_char(sequence, 'FM000000000000000000')`;
