import { Controller } from '@nestjs/common';
import { readDataCutFile, type DataCutFileRequest, type FilePiece } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnQuery } from '@trial/messaging';
import { ReadDataCutFile } from './read-data-cut-file.js';

@Controller()
export class ReportFilesController {
  constructor(private readonly reading: ReadDataCutFile) {}

  @OnQuery(readDataCutFile)
  read(request: DataCutFileRequest, context: Context): Promise<FilePiece> {
    return this.reading.execute(request, context);
  }
}
