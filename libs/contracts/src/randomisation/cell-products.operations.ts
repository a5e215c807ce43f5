import { Choice, Code, Identifier, Moment, Parts, Text } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtParticipant, PageOfTrial, ReasonForChange } from '../places.js';

const pharmacySteps = ['thaw', 'release', 'discard'] as const;
const bedsideSteps = ['receipt', 'bedside'] as const;
const productSteps = [...pharmacySteps, ...bedsideSteps, 'use'] as const;
export type ProductStepWord = (typeof productSteps)[number];

export const ProductCode = (more: { optional?: boolean } = {}): PropertyDecorator =>
  Text({ ...more, max: 64, description: 'The thirteen digits on the label of the product.' });

export class PreparedProduct {
  @Identifier({ description: 'Preparation shows what the product is made of, and is recorded as that.' })
  disclosureId: string;
  @ProductCode() productCode: string;
  @Code({ description: 'The batch to take one unit of.' }) batchNumber: string;
  @Moment() preparedAt: string;
}

export class ScanInPharmacyCommand extends AtParticipant {
  @ProductCode() productCode: string;
  @Choice(pharmacySteps) step: (typeof pharmacySteps)[number];
}

export class ScanAtBedsideCommand extends AtParticipant {
  @ProductCode() productCode: string;
  @Choice(bedsideSteps, {
    description: 'Received from the pharmacy, or about to be given: the participant and the label are both scanned.',
  })
  step: (typeof bedsideSteps)[number];
}

/** Accepted: whatever is not is a refusal, and on record like this. */
export class AcceptedScan {
  @Identifier() scanId: string;
  @Choice(productSteps) step: ProductStepWord;
  @Moment() scannedAt: string;
  @Moment({ optional: true, description: 'Until when it may be given; from the thaw on.' }) usableUntil?: string;
  @Moment({ optional: true, description: 'When little of that time is left.' }) warnAt?: string;
}

export class IdentifyGivenProductCommand extends AtParticipant {
  @ProductCode() productCode: string;
  @ReasonForChange() reason: string;
}

export class IdentifiedProduct {
  @Identifier() scanId: string;
  @Moment() identifiedAt: string;
}

export class ProductScanView {
  @Identifier() scanId: string;
  @Code() siteId: string;
  @Identifier({ description: 'Whose wristband was scanned.' }) participantId: string;
  @Text({ optional: true, description: 'Missing when something was given that nobody scanned.' }) productCode?: string;
  @Choice(productSteps) step: ProductStepWord;
  @Code({ description: '`accepted`, or why it was refused; of what was given, why it deviates.' }) outcome: string;
  @Text() by: string;
  @Text() role: string;
  @Moment() at: string;
}

export class ProductScanPage {
  @Parts(() => ProductScanView) items: ProductScanView[];
  @Text({ optional: true }) nextCursor?: string;
}

export const prepareProduct = defineCommand({
  service: 'vault',
  name: 'prepare-product',
  route: 'POST /trials/:trialId/participants/:participantId/products',
  summary:
    'Labels a product for one participant: the batch that fits and expires first, under a code that tells nothing',
  request: AtParticipant,
  result: PreparedProduct,
  roles: ['pharmacist'],
  rejections: [
    'no-cell-product',
    'not-allocated',
    'not-in-follow-up',
    'already-treated',
    'product-exists',
    'sentinel-too-soon',
    'no-batch-available',
  ],
});

const SCAN_REJECTIONS = [
  'no-cell-product',
  'site-unknown',
  'product-code-unreadable',
  'product-unknown',
  'product-not-for-participant',
  'already-treated',
  'not-in-follow-up',
  'product-not-ready',
  'product-past-its-time',
] as const;

export const scanInPharmacy = defineCommand({
  service: 'vault',
  name: 'scan-in-pharmacy',
  route: 'POST /trials/:trialId/participants/:participantId/pharmacy-scans',
  summary: 'Thaws, releases or throws away a product; each scan is on record, refused ones too',
  request: ScanInPharmacyCommand,
  result: AcceptedScan,
  roles: ['pharmacist'],
  rejections: [...SCAN_REJECTIONS, 'second-person-needed', 'sentinel-too-soon'],
});

export const scanAtBedside = defineCommand({
  service: 'vault',
  name: 'scan-at-bedside',
  route: 'POST /trials/:trialId/participants/:participantId/product-scans',
  summary: 'Hand-over of a product: refused unless it is this participant’s own, released and within its time',
  request: ScanAtBedsideCommand,
  result: AcceptedScan,
  roles: ['investigator', 'study-nurse'],
  rejections: SCAN_REJECTIONS,
});

export const identifyGivenProduct = defineCommand({
  service: 'vault',
  name: 'identify-given-product',
  route: 'POST /trials/:trialId/participants/:participantId/product-identifications',
  summary: 'Says afterwards which product was given when nobody had scanned it; that nobody had stays on record',
  request: IdentifyGivenProductCommand,
  result: IdentifiedProduct,
  roles: ['pharmacist'],
  rejections: ['product-code-unreadable', 'product-unknown', 'product-not-ready', 'nothing-to-identify'],
});

export const listProductScans = defineQuery({
  service: 'vault',
  name: 'list-product-scans',
  route: 'GET /trials/:trialId/product-scans',
  summary: 'The chain of custody of the sites you may see: every scan, refused ones and deviations too',
  request: PageOfTrial,
  result: ProductScanPage,
  roles: ['pharmacist'],
  rejections: ['cursor-not-readable'],
});
