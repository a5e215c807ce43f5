import { Controller } from '@nestjs/common';
import {
  listSignatures,
  signAdverseEvent,
  type ListSignatures,
  type SignAdverseEventCommand,
  type SignaturePage,
  type SignatureView,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { SignAdverseEvent } from './sign-adverse-event.js';
import { signaturePage } from './signature.reads.js';

@Controller()
export class SignaturesController {
  constructor(
    private readonly transactions: Transactions,
    private readonly signing: SignAdverseEvent,
  ) {}

  @OnCommand(signAdverseEvent)
  sign(command: SignAdverseEventCommand, context: Context): Promise<SignatureView> {
    return this.signing.execute(command, context);
  }

  @OnQuery(listSignatures)
  list(request: ListSignatures, context: Context): Promise<SignaturePage> {
    return this.transactions.read(context, (tx) => signaturePage(tx, request));
  }
}
