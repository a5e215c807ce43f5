import { Controller } from '@nestjs/common';
import {
  identifyGivenProduct,
  listProductScans,
  prepareProduct,
  scanAtBedside,
  scanInPharmacy,
  type AcceptedScan,
  type AtParticipant,
  type IdentifiedProduct,
  type IdentifyGivenProductCommand,
  type PageOfTrial,
  type PreparedProduct,
  type ProductScanPage,
  type ScanAtBedsideCommand,
  type ScanInPharmacyCommand,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { IdentifyGivenProduct } from './identify-given-product.js';
import { PrepareProduct } from './prepare-product.js';
import { productScanPage } from './product-scan-page.reads.js';
import { RecordScan } from './record-scan.js';

@Controller()
export class ProductsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly preparing: PrepareProduct,
    private readonly scanning: RecordScan,
    private readonly identifying: IdentifyGivenProduct,
  ) {}

  @OnCommand(prepareProduct)
  prepare(command: AtParticipant, context: Context): Promise<PreparedProduct> {
    return this.preparing.execute(command, context);
  }

  @OnCommand(scanInPharmacy)
  inPharmacy(command: ScanInPharmacyCommand, context: Context): Promise<AcceptedScan> {
    return this.scanning.execute(command, context);
  }

  @OnCommand(scanAtBedside)
  atBedside(command: ScanAtBedsideCommand, context: Context): Promise<AcceptedScan> {
    return this.scanning.execute(command, context);
  }

  @OnCommand(identifyGivenProduct)
  identify(command: IdentifyGivenProductCommand, context: Context): Promise<IdentifiedProduct> {
    return this.identifying.execute(command, context);
  }

  @OnQuery(listProductScans)
  scans(request: PageOfTrial, context: Context): Promise<ProductScanPage> {
    return this.transactions.read(context, (tx) => productScanPage(tx, request));
  }
}
