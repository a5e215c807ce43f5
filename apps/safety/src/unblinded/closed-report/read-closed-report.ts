import { Injectable } from '@nestjs/common';
import type { ClosedReport, ClosedReportFileRequest, ClosedReportRequest, FilePiece } from '@trial/contracts';
import type { Context } from '@trial/kernel';
import type { Tally } from '../../domain/maximum-grade.js';
import { fileNameOf, pageOfCut } from '../../report-files/page-of-cut.js';
import { pieceOf } from '../../report-files/pieces.js';
import { ReportDataOfTrial } from '../../reports/report-data.js';
import { reportByArm, type ArmReport } from '../domain/report-by-arm.js';
import { AskVault } from './ask-vault.js';
import { closedReportCsv, closedReportOnPage } from './closed-report-file.js';

/** The closed report: a data cut, which knows no arm, and the arms, which are asked for at the time of reading. */
@Injectable()
export class ReadClosedReport {
  constructor(
    private readonly data: ReportDataOfTrial,
    private readonly vault: AskVault,
  ) {}

  async execute(request: ClosedReportRequest, context: Context): Promise<ClosedReport> {
    const { cut, reports, ...facts } = await this.read(request, context);
    return {
      ...{ dataCutId: cut.id, cutAt: cut.cutAt.toString({ fractionalSecondDigits: 3 }), sha256: cut.sha256 },
      ...{ sites: [...cut.sites], trialVersion: cut.trialVersion, ...facts },
      arms: reports.map(shown),
    };
  }

  /** The same as a file, made anew for each piece. */
  async asFile({ file, cursor, ...request }: ClosedReportFileRequest, context: Context): Promise<FilePiece> {
    const { cut, reports, coded } = await this.read(request, context);
    const fileName = fileNameOf(cut, file);
    if (file === 'closed-report.csv')
      return { mediaType: 'text/csv', fileName, ...pieceOf(closedReportCsv(reports), cursor) };
    const purpose = coded
      ? 'Closed report for the safety board. Letters stand for the arms. Not for anybody who is blinded.'
      : 'Closed report. Not for anybody who is blinded.';
    const about = { title: 'Closed report: safety by arm', purpose };
    const page = pageOfCut(about, cut, context.actor, closedReportOnPage(reports));
    return { mediaType: 'text/html', fileName, ...pieceOf(page, cursor) };
  }

  private async read(request: ClosedReportRequest, context: Context) {
    const { trialId, dataCutId } = request;
    const { snapshot, trial, cut } = await this.data.ofCut({ trialId, dataCutId }, context);
    const { items, coded } = await this.vault.arms({ trialId, dataCutId, report: 'closed-report' }, context);
    const untilDay = request.untilDay ?? trial.outcomes.primaryCutOffDay;
    const ctcaeVersion = trial.ctcae.version;
    const arms = new Map(items.map(({ participantId, arm }) => [participantId, arm]));
    const reports = reportByArm(snapshot, arms, { ctcaeVersion, untilDay, localToxicity: trial.localToxicity });
    return { cut, reports, coded, untilDay, ctcaeVersion };
  }
}

function shown({ grades, localToxicity, ...counts }: ArmReport): ClosedReport['arms'][number] {
  const rows = [...grades.rows, { organClass: 'overall', ...grades.overall }];
  return {
    ...counts,
    grades: rows.flatMap(({ organClass, all, related }) => [
      { organClass, related: false, ...columnsOf(all) },
      { organClass, related: true, ...columnsOf(related) },
    ]),
    ...(localToxicity
      ? {
          localToxicity: {
            yes: localToxicity.yes,
            no: localToxicity.no,
            notAssessed: localToxicity.notAssessed,
            items: localToxicity.items.map(({ countsForOutcome: _, ...item }) => item),
          },
        }
      : {}),
  };
}

const columnsOf = ({ byGrade }: Tally) => ({
  ...{ grade0: byGrade[0], grade1: byGrade[1], grade2: byGrade[2], grade3: byGrade[3] },
  ...{ grade4: byGrade[4], grade5: byGrade[5], unknown: byGrade.unknown },
});
