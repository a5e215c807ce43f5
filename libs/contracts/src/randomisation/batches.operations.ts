import { Choice, Code, Flag, Moment, Part, Parts, Quantity, Text, Whole } from '../fields.js';
import { defineCommand, defineQuery } from '../operation.js';
import { AtTrial, PageOfTrial } from '../places.js';

const testResults = ['pending', 'passed', 'failed'] as const;
export type TestResultWord = (typeof testResults)[number];
const batchStatuses = ['quarantined', 'released', 'rejected', 'recalled'] as const;
export type BatchStatusWord = (typeof batchStatuses)[number];
const karyotypes = ['not-done', 'normal', 'abnormal'] as const;

const Percent = (): PropertyDecorator => Quantity({ min: 0, max: 100 });
const BatchNumber = (): PropertyDecorator => Code({ description: 'The random number the platform gave the batch.' });

/** What was measured; the same attributes, with made-up values, are entered for a batch without cells. */
export class BatchAttributes {
  @Whole({ min: 0, max: Number.MAX_SAFE_INTEGER }) viableCells: number;
  @Percent() viabilityPercent: number;
  @Percent() cd73Percent: number;
  @Percent() cd90Percent: number;
  @Percent() cd105Percent: number;
  @Percent() cd34Percent: number;
  @Percent() cd45Percent: number;
  @Percent() cd14Percent: number;
  @Percent() cd19Percent: number;
  @Percent() hlaDrPercent: number;
  @Choice(testResults) sterility: TestResultWord;
  @Choice(testResults) mycoplasma: TestResultWord;
  @Quantity({ min: 0, max: 1_000_000, description: 'Endotoxin units per millilitre.' }) endotoxin: number;
  @Whole({ min: 0, max: 100 }) passage: number;
  @Choice(karyotypes) karyotype: (typeof karyotypes)[number];
  @Flag() hlaTyped: boolean;
}

export class RegisterBatchCommand extends AtTrial {
  @Text({ max: 13, description: 'Donation identification number (ISBT 128). It names nobody.' }) donorCode: string;
  @Code({ description: 'The arm it is for.' }) arm: string;
  @Whole({ min: 1, max: 10_000, description: 'Units: one makes one product.' }) units: number;
  @Moment() expiresAt: string;
  @Part(() => BatchAttributes) attributes: BatchAttributes;
}

export class RegisteredBatch {
  @BatchNumber() batchNumber: string;
  @Moment() registeredAt: string;
}

/** What came in after registration, or was measured again; what is not named stays as it was. */
export class LateBatchResults {
  @Choice(testResults, { optional: true }) sterility?: TestResultWord;
  @Choice(testResults, { optional: true }) mycoplasma?: TestResultWord;
  @Quantity({ optional: true, min: 0, max: 1_000_000 }) endotoxin?: number;
  @Choice(karyotypes, { optional: true }) karyotype?: (typeof karyotypes)[number];
  @Flag({ optional: true }) hlaTyped?: boolean;
}

export class ChangeBatchStatusCommand extends AtTrial {
  @BatchNumber() batchNumber: string;
  @Choice(batchStatuses, { description: 'Said again, it enters results and leaves the batch as it is.' })
  to: BatchStatusWord;
  @Part(() => LateBatchResults, { optional: true }) results?: LateBatchResults;
  @Text({ min: 2, max: 500, description: 'Why. Kept as ciphertext: it may tell what the batch is.' }) account: string;
}

export class ChangedBatchStatus {
  @BatchNumber() batchNumber: string;
  @Choice(batchStatuses) status: BatchStatusWord;
  @Moment() changedAt: string;
}

export class BatchStatusView {
  @Choice(batchStatuses) status: BatchStatusWord;
  @Part(() => LateBatchResults, { optional: true }) results?: LateBatchResults;
  @Text() account: string;
  @Text() changedBy: string;
  @Moment() changedAt: string;
}

export class BatchView {
  @BatchNumber() batchNumber: string;
  @Text() donorCode: string;
  @Code() arm: string;
  @Whole({ min: 0, max: 10_000 }) units: number;
  @Whole({ min: 0, max: 10_000, description: 'Units nobody prepared yet.' }) unitsLeft: number;
  @Moment() expiresAt: string;
  @Choice(batchStatuses) status: BatchStatusWord;
  @Part(() => BatchAttributes, { description: 'As known now.' }) attributes: BatchAttributes;
  @Text() registeredBy: string;
  @Moment() registeredAt: string;
  @Parts(() => BatchStatusView, { description: 'Every status it had, the last one in force.' })
  history: BatchStatusView[];
}

export class BatchPage {
  @Parts(() => BatchView) items: BatchView[];
  @Text({ optional: true }) nextCursor?: string;
}

export const registerBatch = defineCommand({
  service: 'vault',
  name: 'register-batch',
  route: 'POST /trials/:trialId/batches',
  summary: 'Registers a batch of product with its release attributes; it stands in quarantine',
  request: RegisterBatchCommand,
  result: RegisteredBatch,
  roles: ['pharmacist'],
  rejections: ['no-cell-product', 'donor-code-malformed', 'arm-unknown', 'batch-expired'],
});

export const changeBatchStatus = defineCommand({
  service: 'vault',
  name: 'change-batch-status',
  route: 'POST /trials/:trialId/batches/:batchNumber/status-changes',
  summary:
    'Releases, quarantines, rejects or recalls a batch, also long after it was given: every recipient is a task of ' +
    'the pharmacy, and nothing shows elsewhere',
  request: ChangeBatchStatusCommand,
  result: ChangedBatchStatus,
  roles: ['pharmacist'],
  rejections: [
    'no-cell-product',
    'site-unknown',
    'batch-unknown',
    'batch-status-final',
    'batch-expired',
    'batch-not-fit-for-release',
    'second-person-needed',
  ],
});

export const listBatches = defineQuery({
  service: 'vault',
  name: 'list-batches',
  route: 'GET /trials/:trialId/batches',
  summary: 'Batches with what was measured, what is left and every status they had; who received them is not said',
  request: PageOfTrial,
  result: BatchPage,
  roles: ['pharmacist'],
  rejections: ['cursor-not-readable'],
});
