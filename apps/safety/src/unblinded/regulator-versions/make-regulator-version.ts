import { Injectable } from '@nestjs/common';
import type { GivenProduct, MadeRegulatorVersion, MakeRegulatorVersionCommand } from '@trial/contracts';
import { Cipher } from '@trial/encryption';
import { civilDate, comparePlainDates, plainDate, Rejection, type Context, type PlainDate } from '@trial/kernel';
import { isConflict, Transactions } from '@trial/persistence';
import { Trials } from '@trial/trial-configuration';
import type { OpenProduct } from '../../domain/icsr/case/drug.js';
import { regulatorVersion, type Disclosure } from '../../domain/icsr/case/regulator-version.js';
import { placedAt } from '../../placement/placed.js';
import { blindedVersion } from './blinded-version.reads.js';
import { RegulatorVersions } from './regulator-version.table.js';
import { openReport, sealReport } from './sealed-report.js';

/**
 * The next version of a case for the regulator. It is made from what the blinded know and what was disclosed; a version
 * that is made because a code was opened has no copy for the blinded, nor a number there.
 */
@Injectable()
export class MakeRegulatorVersion {
  constructor(
    private readonly transactions: Transactions,
    private readonly trials: Trials,
    private readonly cipher: Cipher,
  ) {}

  async execute(command: MakeRegulatorVersionCommand, context: Context): Promise<MadeRegulatorVersion> {
    const { caseId, basedOn, expectedVersion } = command;
    if (command.product && !command.disclosureId)
      throw new Rejection('disclosure-missing', { field: 'disclosureId', rule: 'say by which disclosure it is known' });
    try {
      return await this.transactions.once(context, async (tx) => {
        const base = await blindedVersion(tx, caseId, basedOn);
        const versions = tx.rows(RegulatorVersions);
        const latest = await versions.findOne({ where: { caseId }, order: { number: 'DESC' } });
        if ((latest?.number ?? 0) !== expectedVersion)
          throw new Rejection('version-conflict', { rule: `it is at version ${latest?.number ?? 0} now` });
        if (latest && basedOn < latest.basedOn)
          throw new Rejection('version-out-of-order', {
            field: 'basedOn',
            rule: `the version before is made from ${latest.basedOn}`,
          });
        const { zone } = this.trials.version(base.trialId, base.trialVersion).reporting;
        const receivedOn = dayOf(command, civilDate(tx.now, zone));
        const report = regulatorVersion(
          latest ? openReport(this.cipher, latest) : undefined,
          base.report,
          disclosureOf(command),
          { ...stepOf(command), ...(receivedOn ? { receivedOn } : {}), createdAt: tx.now },
        );
        const key = { caseId, number: report.version };
        await versions.insert(
          placedAt(base, {
            ...key,
            ...{ adverseEventId: base.adverseEventId, trialVersion: base.trialVersion, basedOn },
            ...sealReport(this.cipher, key, report),
            disclosureId: command.disclosureId ?? latest?.disclosureId ?? null,
            ...{ madeBy: context.actor, madeAt: tx.now },
          }),
        );
        return key;
      });
    } catch (error) {
      if (isConflict(error, 'regulator_version_once')) throw new Rejection('version-conflict');
      throw error;
    }
  }
}

function dayOf({ receivedOn }: MakeRegulatorVersionCommand, today: PlainDate): PlainDate | undefined {
  if (receivedOn === undefined) return undefined;
  const day = plainDate(receivedOn);
  if (comparePlainDates(day, today) > 0) throw new Rejection('received-in-future', { field: 'receivedOn' });
  return day;
}

const stepOf = ({ kind, withdrawal }: MakeRegulatorVersionCommand) =>
  withdrawal === undefined ? { kind } : { kind, withdrawal };

const disclosureOf = ({ product, narrative, senderComment }: MakeRegulatorVersionCommand): Disclosure => ({
  product: product ? productOf(product) : null,
  ...(narrative === undefined ? {} : { narrative }),
  ...(senderComment === undefined ? {} : { senderComment }),
});

const productOf = ({ name, substance, dose, lot, form }: GivenProduct): OpenProduct => ({
  name,
  substances: substance === undefined ? [] : [{ name: substance }],
  doses: [
    {
      ...(dose ? { dose: { value: dose.value, unit: dose.unit } } : {}),
      ...(lot === undefined ? {} : { lot }),
      ...(form === undefined ? {} : { form: { words: form } }),
    },
  ],
  notes: [],
});
