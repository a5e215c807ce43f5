import { Controller } from '@nestjs/common';
import {
  codeAdverseEvent,
  listCodings,
  listMeddraChanges,
  searchMeddraTerms,
  type AdverseEventCodings,
  type AtAdverseEvent,
  type CodeAdverseEventCommand,
  type ListMeddraChanges,
  type MeddraChangesPage,
  type MeddraTerms,
  type SearchMeddraTerms,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { knownAdverseEvent } from '../adverse-events/adverse-event.reads.js';
import { CodeAdverseEvent } from './code-adverse-event.js';
import { codingChangesPage, codingsOf, codingsView, searchedTerms } from './meddra.reads.js';

@Controller()
export class MeddraController {
  constructor(
    private readonly transactions: Transactions,
    private readonly coding: CodeAdverseEvent,
  ) {}

  @OnQuery(searchMeddraTerms)
  search(request: SearchMeddraTerms, context: Context): Promise<MeddraTerms> {
    return this.transactions.read(context, (tx) => searchedTerms(tx, request));
  }

  @OnCommand(codeAdverseEvent)
  code(command: CodeAdverseEventCommand, context: Context): Promise<AdverseEventCodings> {
    return this.coding.execute(command, context);
  }

  @OnQuery(listCodings)
  codings({ participantId, adverseEventId }: AtAdverseEvent, context: Context): Promise<AdverseEventCodings> {
    return this.transactions.read(context, async (tx) => {
      const { id } = await knownAdverseEvent(tx, participantId, adverseEventId);
      return codingsView(await codingsOf(tx, id));
    });
  }

  @OnQuery(listMeddraChanges)
  changes(request: ListMeddraChanges, context: Context): Promise<MeddraChangesPage> {
    return this.transactions.read(context, (tx) => codingChangesPage(tx, request));
  }
}
