import { Controller } from '@nestjs/common';
import {
  readClosedReport,
  readClosedReportFile,
  type ClosedReport,
  type ClosedReportFileRequest,
  type ClosedReportRequest,
  type FilePiece,
} from '@trial/contracts';
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

  @OnQuery(readClosedReportFile)
  file(request: ClosedReportFileRequest, context: Context): Promise<FilePiece> {
    return this.reading.asFile(request, context);
  }
}
