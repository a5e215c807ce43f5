import { Controller } from '@nestjs/common';
import {
  listDataCuts,
  makeDataCut,
  readDataCut,
  type AtDataCut,
  type DataCutPage,
  type DataCutView,
  type MakeDataCutCommand,
  type PageOfTrial,
} from '@trial/contracts';
import type { Context } from '@trial/kernel';
import { OnCommand, OnQuery } from '@trial/messaging';
import { Transactions } from '@trial/persistence';
import { contentParts, cutPage, knownCut, viewOf } from './data-cut.reads.js';
import { MakeDataCut } from './make-data-cut.js';

@Controller()
export class DataCutsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly making: MakeDataCut,
  ) {}

  @OnCommand(makeDataCut)
  make(command: MakeDataCutCommand, context: Context): Promise<DataCutView> {
    return this.making.execute(command, context);
  }

  @OnQuery(readDataCut)
  read({ dataCutId }: AtDataCut, context: Context): Promise<DataCutView> {
    return this.transactions.read(context, async (tx) => {
      const cut = await knownCut(tx, dataCutId);
      await contentParts(tx, cut);
      return viewOf(cut);
    });
  }

  @OnQuery(listDataCuts)
  list(request: PageOfTrial, context: Context): Promise<DataCutPage> {
    return this.transactions.read(context, (tx) => cutPage(tx, request));
  }
}
