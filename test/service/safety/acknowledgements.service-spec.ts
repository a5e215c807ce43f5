import { randomUUID } from 'node:crypto';
import { listAcknowledgements, readAcknowledgement, receiveAcknowledgement } from '@trial/contracts';
import { acknowledgement, type CaseReceiver } from '../../support/case-receiver.mjs';
import type { BootedService } from '../../support/service.js';
import { OFFICER } from './cases-of-safety.js';
import { type RegulatorDesk } from './regulator.js';
import { Regulators } from './regulators.js';

describe('what a regulator answers', () => {
  let regulators: Regulators;
  let accepting: CaseReceiver;
  let safety: BootedService;
  let desk: RegulatorDesk;
  beforeAll(async () => {
    regulators = await Regulators.start();
    ({ accepting, safety, desk } = regulators);
  });
  afterAll(() => regulators.stop());

  const aCase = () => regulators.aCase();

  describe('an acknowledgement', () => {
    const listed = async (acknowledgementId: string) => {
      const { items } = await safety.ask(listAcknowledgements, { trialId: 'MANUS', limit: 200 }, OFFICER);
      return items.filter((item) => item.acknowledgementId === acknowledgementId);
    };
    const toLookAt = async (acknowledgementId: string) => {
      const view = await safety.ask(readAcknowledgement, { trialId: 'MANUS', acknowledgementId }, OFFICER);
      const { text: _text, cutOff: _cutOff, ...summary } = view;
      expect(await listed(acknowledgementId)).toEqual([summary]);
      return view;
    };
    it.each([
      ['no XML', 'accepted', 'file/not-well-formed'],
      ['another message', '<MCCI_IN200100UV01 xmlns="urn:hl7-org:v3"/>', 'file/unknown-message'],
      ['no batch', '<MCCI_IN200101UV01 xmlns="urn:hl7-org:v3"/>', 'ACK.A.1/required'],
    ])('that is %s is refused', async (_, text, rule) => {
      const reply = await safety.send(receiveAcknowledgement, { trialId: 'MANUS', text }, OFFICER);
      expect(reply).toMatchObject({
        rejection: { code: 'acknowledgement-not-readable', rule: expect.stringContaining(rule) as string },
      });
    });

    it.each([randomUUID(), 'A-NUMBER-OF-SOMEBODY-ELSE'])(
      'of an unknown batch is kept and told: %s',
      async (batchId) => {
        const text = acknowledgement({ batchId, reportId: 'NL-OTHER-1', faults: [] });
        const reply = await safety.ask(receiveAcknowledgement, { trialId: 'MANUS', text }, OFFICER);
        expect(reply).toMatchObject({ changed: [], strangers: [batchId] });
        const receipts = await safety.rows<{ kept: string }>(
          'select to_jsonb(kept)::text as kept from unblinded.command_receipt kept',
        );
        const ofIt = receipts.filter(({ kept }) => kept.includes(reply.acknowledgementId));
        expect(ofIt.map(({ kept }) => kept.includes(batchId))).toEqual([false]);
        expect(
          await safety.rows('select came, received_by from unblinded.acknowledgement where id = $1', [
            reply.acknowledgementId,
          ]),
        ).toEqual([{ came: 'file', received_by: 'pharmacovigilance-officer' }]);
        expect(await toLookAt(reply.acknowledgementId)).toMatchObject({
          ...{ came: 'file', reading: 'strangers', strangers: [batchId], text, cutOff: false },
          receivedBy: 'pharmacovigilance-officer',
        });
      },
    );

    it('that came to another site than its sending waits at is one to look at there, and understood at its own', async () => {
      const opened = await aCase();
      await desk.made(opened);
      await desk.submit(opened, 1, 'FOLDER');
      const { attempts } = await desk.until(opened, 'sent');
      const batchId = attempts[0]?.transmissionId ?? '';
      const text = acknowledgement({ batchId, reportId: opened.safetyReportId, faults: [] });
      const brought = { trialId: 'MANUS', text };
      const elsewhere = await safety.ask(receiveAcknowledgement, brought, { ...OFFICER, sites: ['LUMC'] });
      expect(await toLookAt(elsewhere.acknowledgementId)).toMatchObject({ strangers: [batchId], text });
      const here = await safety.ask(receiveAcknowledgement, brought, OFFICER);
      expect(await listed(here.acknowledgementId)).toEqual([]);
    });

    it('that nobody can read is kept once, whether the file was taken or not, and shown to the officer', async () => {
      const opened = await aCase();
      await desk.made(opened);
      const before = await safety.rows<{ id: string }>('select id from unblinded.acknowledgement');
      accepting.moods = ['page', 'page'];
      await desk.submit(opened, 1, 'ACCEPTS');
      await desk.until(opened, 'accepted');
      const [kept, verdict, ...more] = await safety.rows<{ id: string }>(
        'select id from unblinded.acknowledgement where not id = any ($1) order by reading desc',
        [before.map(({ id }) => id)],
      );
      expect(more).toEqual([]);
      expect(await toLookAt(kept?.id ?? '')).toMatchObject({
        ...{ came: 'answer', reading: 'unreadable', strangers: [], broken: 'file/not-well-formed' },
        ...{ text: 'No such service; example cells', receivedBy: 'service:unblinded' },
      });
      expect(await listed(verdict?.id ?? '')).toEqual([]);
      const unknown = { trialId: 'MANUS', acknowledgementId: randomUUID() };
      expect(await safety.send(readAcknowledgement, unknown, OFFICER)).toMatchObject({
        rejection: { code: 'acknowledgement-unknown' },
      });
    });
  });
});
