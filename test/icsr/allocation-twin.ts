import type { CaseReport } from '../../apps/safety/src/domain/icsr/case/case-report.js';

/** The same case in the other arm: everything restricted is gone or different, and so is every disclosed product and every text for the regulator. */
export function allocationTwin(
  report: CaseReport,
  products: Iterator<Extract<CaseReport['drugs'][number]['product'], { masked: true }>['disclosed']>,
): CaseReport {
  const open = <Entry extends { restricted?: true }>(entries: readonly Entry[]) =>
    entries.filter(({ restricted }) => restricted !== true);
  const only = <Value>({ blinded }: { blinded: Value }) => ({ blinded });
  const { reporterComment, senderComment, ...rest } = report;
  const restrictedDrugs = new Set(report.drugs.filter(({ restricted }) => restricted).map(({ id }) => id));
  return {
    ...rest,
    documents: open(report.documents),
    otherIds: open(report.otherIds),
    linkedReports: open(report.linkedReports),
    tests: open(report.tests),
    diagnoses: open(report.diagnoses),
    opinions: open(report.opinions).filter(({ drugId }) => !restrictedDrugs.has(drugId)),
    expedited: { blinded: report.expedited.blinded, regulator: !report.expedited.blinded },
    narrative: { blinded: report.narrative.blinded, regulator: 'It was placebo.' },
    ...(reporterComment && { reporterComment: only(reporterComment) }),
    ...(senderComment && { senderComment: only(senderComment) }),
    patient: { ...report.patient, history: open(report.patient.history), pastDrugs: open(report.patient.pastDrugs) },
    drugs: open(report.drugs).map((drug) =>
      drug.product.masked
        ? { ...drug, product: { ...drug.product, disclosed: products.next().value as typeof drug.product.disclosed } }
        : drug,
    ),
  };
}
