import { Injectable } from '@nestjs/common';
import type { DataCutFileRequest, FilePiece } from '@trial/contracts';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import type { DataCut } from '../data-cuts/data-cut.table.js';
import { knownCut } from '../data-cuts/data-cut.reads.js';
import { cumulativeTabulation, ofSpecialInterestIn, reactionsIn, type Interval } from '../domain/annual-report.js';
import { maximumGrades } from '../domain/maximum-grade.js';
import { discrepancies } from '../domain/reconciliation.js';
import { gradedEventsIn, treatedIn } from '../domain/safety-snapshot.js';
import { ReportDataOfTrial, type CutData } from '../reports/report-data.js';
import { annualOnPage, eventsCsv, tabulationCsv } from './annual-file.js';
import { contentPiece, listingPiece } from './frozen-file.reads.js';
import { gradesCsv, gradesOnPage } from './grades-file.js';
import { fileNameOf, pageOfCut } from './page-of-cut.js';
import { pieceOf, type Piece } from './pieces.js';
import { reconciliationCsv } from './reconciliation-file.js';

/** Data cuts as files, piece by piece. Files are of cuts alone: a file of now would be torn between its pieces. */
@Injectable()
export class ReadDataCutFile {
  constructor(
    private readonly transactions: Transactions,
    private readonly data: ReportDataOfTrial,
  ) {}

  /** `Rejection`: `data-cut-unknown`, `interval-missing`, `ctcae-versions-mixed`, `cursor-not-readable`. */
  async execute(request: DataCutFileRequest, context: Context): Promise<FilePiece> {
    const { file } = request;
    const { cut, piece } = await this.pieceOf(request, context);
    return {
      mediaType: MEDIA_TYPES[file.split('.')[1] ?? ''] ?? 'text/csv',
      fileName: fileNameOf(cut, file),
      ...piece,
    };
  }

  private async pieceOf(request: DataCutFileRequest, context: Context): Promise<{ cut: DataCut; piece: Piece }> {
    const { file, cursor } = request;
    if (file === 'content.json' || isListing(file)) {
      return this.transactions.read(context, async (tx) => {
        const cut = await knownCut(tx, request.dataCutId);
        if (file === 'content.json') return { cut, piece: await contentPiece(tx, cut, cursor) };
        return { cut, piece: await listingPiece(tx, cut, LISTINGS[file], cursor) };
      });
    }
    const data = await this.data.ofCut(request, context);
    return { cut: data.cut, piece: pieceOf(wholeFile(file, request, data, context.actor), cursor) };
  }
}

const MEDIA_TYPES: Readonly<Record<string, FilePiece['mediaType']>> = {
  csv: 'text/csv',
  html: 'text/html',
  json: 'application/json',
};

/** Line listings, and which events are in them. */
const LISTINGS = {
  'adverse-events.csv': 'confirmed',
  'serious-adverse-events.csv': 'serious',
  'special-interest-events.csv': 'special-interest',
} as const;

const isListing = (file: string): file is keyof typeof LISTINGS => file in LISTINGS;

type Whole = Exclude<DataCutFileRequest['file'], 'content.json' | keyof typeof LISTINGS>;

function wholeFile(file: Whole, request: DataCutFileRequest, data: CutData, actor: string): string {
  const { snapshot, trial, cut } = data;
  const { zone } = trial.reporting;
  const reactions = () => reactionsIn(snapshot.events, intervalOf(request), zone);
  const ofInterest = () => ofSpecialInterestIn(snapshot.events, intervalOf(request), zone);
  const tabulation = () => cumulativeTabulation(snapshot.events, intervalOf(request).until, zone);
  const table = () => {
    const untilDay = request.untilDay ?? trial.outcomes.primaryCutOffDay;
    return maximumGrades(treatedIn(snapshot), gradedEventsIn(snapshot), trial.ctcae.version, untilDay);
  };
  switch (file) {
    case 'maximum-grades.csv':
      return gradesCsv(table());
    case 'maximum-grades.html':
      return pageOfCut(
        { title: 'Maximum grade by organ class', purpose: 'Open report: everybody treated, arms pooled.' },
        ...([cut, actor, gradesOnPage(table())] as const),
      );
    case 'annual-reactions.csv':
      return eventsCsv(reactions());
    case 'reconciliation.csv':
      return reconciliationCsv(discrepancies(snapshot.events));
    case 'annual-special-interest.csv':
      return eventsCsv(ofInterest());
    case 'annual-tabulation.csv':
      return tabulationCsv(tabulation());
    case 'annual-report.html': {
      const { from, until } = intervalOf(request);
      const more = [['Interval', `${from} to ${until}`]] as const;
      const purpose = 'Listings for the annual safety report, arms pooled.';
      return pageOfCut(
        { title: 'Serious adverse reactions and events', purpose, more },
        ...([cut, actor, annualOnPage(reactions(), tabulation(), ofInterest())] as const),
      );
    }
  }
}

/** Both days, or `Rejection('interval-missing')`. */
function intervalOf({ from, until }: Pick<DataCutFileRequest, 'from' | 'until'>): Interval {
  if (from === undefined || until === undefined || from > until)
    throw new Rejection('interval-missing', {
      field: from === undefined ? 'from' : 'until',
      rule: 'from is not after until',
    });
  return { from, until };
}
