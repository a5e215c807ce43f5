import { Controller } from '@nestjs/common';
import { readClosedReport, type ClosedReport, type ClosedReportRequest } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnQuery } from '@trial/messaging';
import { ReadClosedReport } from './read-closed-report.js';

@Controller()
export class ClosedReportController {
  constructor(private readonly reading: ReadClosedReport) {}

  @OnQuery(readClosedReport)
  read(request: ClosedReportRequest, context: Context): Promise<ClosedReport> {
    return this.reading.execute(request, context);
  }
}
