import { Controller } from '@nestjs/common';
import {
  listRegulatorVersions,
  makeRegulatorVersion,
  openRegulatorCopy,
  type AtCase,
  type MadeRegulatorVersion,
  type MakeRegulatorVersionCommand,
  type OpenedRegulatorCopy,
  type OpenRegulatorCopyCommand,
  type RegulatorVersions,
} from '@trial/contracts';
import { Cipher } from '@trial/encryption';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { MakeRegulatorVersion } from './make-regulator-version.js';
import { OpenRegulatorCopy } from './open-regulator-copy.js';
import { regulatorVersionsOf } from './regulator-version.reads.js';

@Controller()
export class RegulatorVersionsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly cipher: Cipher,
    private readonly making: MakeRegulatorVersion,
    private readonly opening: OpenRegulatorCopy,
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
}
