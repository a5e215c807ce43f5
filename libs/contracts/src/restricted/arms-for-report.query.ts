import { Choice, Code, Flag, Identifier, Parts, Whole } from '../fields.js';
import { defineQuery } from '../operation.js';
import { AtTrial } from '../places.js';

export class ArmsForReportRequest extends AtTrial {
  @Identifier({ description: 'The data cut that is reported by arm.' }) dataCutId: string;
  @Choice(['closed-report', 'annual-report'], { description: 'What they are asked for.' })
  report: 'closed-report' | 'annual-report';
}

export class ArmOfParticipant {
  @Identifier() participantId: string;
  @Code({ description: 'The arm or, until the database is locked, the letter that stands for it.' }) arm: string;
}

export class ArmsForReport {
  @Parts(() => ArmOfParticipant, { max: 3_000 }) items: ArmOfParticipant[];
  @Flag({ description: 'Letters stand for the arms; who holds which letter the vault does not say.' }) coded: boolean;
  @Whole({ min: 0, max: 100 }) arms: number;
}

/**
 * What everybody allocated at the sites of the caller holds. Asked by the unblinded module of safety for the report it is
 * about to give, never through the gateway; that it was asked is on record in the vault first, and neither keeps the answer.
 */
export const readArmsForReport = defineQuery({
  service: 'vault',
  name: 'read-arms-for-report',
  route: 'GET /trials/:trialId/arms-for-report',
  summary: 'Who holds which arm, for a report by arm; between unblinded modules only',
  request: ArmsForReportRequest,
  result: ArmsForReport,
  roles: ['dsmb-statistician', 'list-statistician', 'pharmacovigilance-officer'],
  rejections: ['database-not-locked', 'list-unknown'],
});
