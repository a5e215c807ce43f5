import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../../deploy/local/checkout.mjs';
import { serve } from './floor/part.mjs';
import { oneCoreInTurns } from './one-core.mjs';

const built = (path) => import(join(checkout, 'dist/apps/safety/src/domain/icsr', path));
const { caseFrom } = await built('case/stored-case.js');
const { icsrXml } = await built('message/icsr-xml.js');

const { report, settings } = JSON.parse(readFileSync(join(checkout, 'test/icsr/golden/case.json'), 'utf8'));
const golden = caseFrom(report);
const parties = {
  ...{
    batchId: 'BENCH-1',
    batchSender: 'BENCH',
    batchReceiver: 'BENCH',
    messageSender: 'BENCH',
    messageReceiver: 'BENCH',
  },
  sentAt: golden.createdAt,
};
const stored = JSON.stringify(report);

serve(undefined, ({ seconds }) => {
  const [copied, written] = oneCoreInTurns(
    ['blinded', 'regulator'],
    [
      () => JSON.stringify(JSON.parse(stored)),
      (reader) => {
        const answer = icsrXml(golden, reader, parties, settings);
        if (!('xml' in answer)) throw new Error(JSON.stringify(answer));
      },
    ],
    seconds,
  );
  return { copied, written };
});
