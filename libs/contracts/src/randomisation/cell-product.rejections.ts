/** Refusals about batches and products. Those of a scan are the same for every product, whatever it holds. */
export const cellProductRejections = {
  'no-cell-product': { status: 409, title: 'The trial gives no cell product' },
  'donor-code-malformed': { status: 422, title: 'This is no donation identification number' },
  'batch-unknown': { status: 404, title: 'There is no such batch' },
  'batch-status-final': { status: 409, title: 'The batch cannot take this status' },
  'batch-expired': { status: 409, title: 'The batch has expired' },
  'batch-not-fit-for-release': { status: 409, title: 'The batch may not be released' },
  'no-batch-available': { status: 409, title: 'No released batch has a unit left that lasts long enough' },
  'product-exists': { status: 409, title: 'A product is prepared for the participant already' },
  'sentinel-too-soon': { status: 409, title: 'The first participants of the trial are treated further apart' },
  'product-code-unreadable': { status: 422, title: 'This is no code of a product' },
  'product-unknown': { status: 404, title: 'There is no such product that you may see' },
  'product-not-for-participant': { status: 409, title: 'The product is not for this participant' },
  'product-not-ready': { status: 409, title: 'The product may not take this step' },
  'product-past-its-time': { status: 409, title: 'The product is past its time' },
  'nothing-to-identify': { status: 409, title: 'Nothing was given to the participant that was not scanned' },
  'follow-up-unknown': { status: 404, title: 'There is no such follow-up that is open' },
} as const;
