import { Controller } from '@nestjs/common';
import {
  listRegulatorVersions,
  makeRegulatorVersion,
  openRegulatorCopy,
  openRegulatorForm,
  type AtCase,
  type MadeRegulatorVersion,
  type MakeRegulatorVersionCommand,
  type OpenedRegulatorCopy,
  type OpenedRegulatorForm,
  type OpenRegulatorCopyCommand,
  type RegulatorVersions,
} from '@trial/contracts';
import { Cipher } from '@trial/encryption';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { MakeRegulatorVersion } from './make-regulator-version.js';
import { OpenRegulatorCopy } from './open-regulator-copy.js';
import { OpenRegulatorForm } from './open-regulator-form.js';
import { regulatorVersionsOf } from './regulator-version.reads.js';

@Controller()
export class RegulatorVersionsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly cipher: Cipher,
    private readonly making: MakeRegulatorVersion,
    private readonly opening: OpenRegulatorCopy,
    private readonly openingForm: OpenRegulatorForm,
  ) {}

  @OnCommand(makeRegulatorVersion)
  make(command: MakeRegulatorVersionCommand, context: Context): Promise<MadeRegulatorVersion> {
    return this.making.execute(command, context);
  }

  @OnQuery(listRegulatorVersions)
  list({ caseId }: AtCase, context: Context): Promise<RegulatorVersions> {
    return this.transactions.read(context, (tx) => regulatorVersionsOf(tx, this.cipher, caseId));
  }

  @OnCommand(openRegulatorCopy)
  open(command: OpenRegulatorCopyCommand, context: Context): Promise<OpenedRegulatorCopy> {
    return this.opening.execute(command, context);
  }

  @OnCommand(openRegulatorForm)
  openForm(command: OpenRegulatorCopyCommand, context: Context): Promise<OpenedRegulatorForm> {
    return this.openingForm.execute(command, context);
  }
}
