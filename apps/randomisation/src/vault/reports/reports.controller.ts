import { Controller } from '@nestjs/common';
import { readArmsForReport, type ArmsForReport, type ArmsForReportRequest } from '@trial/contracts/restricted';
import type { Context } from '@trial/kernel';
import { OnQuery } from '@trial/messaging';
import { ShowArmsForReport } from './show-arms-for-report.js';

@Controller()
export class ReportsController {
  constructor(private readonly showing: ShowArmsForReport) {}

  @OnQuery(readArmsForReport)
  arms(request: ArmsForReportRequest, context: Context): Promise<ArmsForReport> {
    return this.showing.execute(request, context);
  }
}
