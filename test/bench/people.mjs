import { randomUUID } from 'node:crypto';
import { jetstream } from '@nats-io/jetstream';
import { signIn } from '../../deploy/identity/sign-in.mjs';
import { checkout } from '../../deploy/local/checkout.mjs';
import { urlOfDatabase } from '../../deploy/local/provision-postgres.mjs';
import { connectTo } from '../../deploy/nats/provision.mjs';
import { trialFacts } from '../rehearsal/trial-facts.mjs';
import { withClient } from './floor/ground.mjs';
import { untilCounted } from './until-counted.mjs';

const PER_SITE = 8;
const CONSENTED = 'randomisation.participant.consented.v1';

/**
 * Signed-in staff and consented participants at every site. Consent is told as an event by the broker's administrator:
 * the bench measures what follows enrolment.
 *
 * @returns {Promise<{ trialId: string, next: (role: string) => { participantId: string, authorization: string } }>}
 *   `next`: the participant whose turn it is, and who of that role looks after them
 */
export async function seconded({ stack, platform }) {
  const { id: trialId, sites, consentVersion } = trialFacts(checkout);
  const tokens = new Map();
  for (const site of sites) {
    for (const role of ['investigator', 'study-nurse']) {
      const username = `${role}-${site.toLowerCase()}`;
      const { accessToken } = await signIn({ issuer: platform.issuerUrl, username, password: 'demo' });
      tokens.set(`${role} ${site}`, `Bearer ${accessToken}`);
    }
  }
  const participants = sites.flatMap((siteId) =>
    Array.from({ length: PER_SITE }, () => ({ siteId, participantId: randomUUID() })),
  );
  await tellConsent(stack, participants, { trialId, consentVersion });
  await Promise.all(['safety', 'lab_biomarker'].map((service) => untilKnown(stack, service, participants.length)));
  let turn = 0;
  return {
    trialId,
    next(role) {
      const { siteId, participantId } = participants[(turn += 1) % participants.length];
      return { participantId, authorization: tokens.get(`${role} ${siteId}`) };
    },
  };
}

async function tellConsent(stack, participants, { trialId, consentVersion }) {
  const nats = await connectTo(stack.nats);
  const now = new Date().toISOString();
  for (const [index, { siteId, participantId }] of participants.entries()) {
    const id = randomUUID();
    const event = {
      specversion: '1.0',
      id,
      source: '/services/randomisation',
      type: CONSENTED,
      subject: participantId,
      time: now,
      recordedtime: now,
      datacontenttype: 'application/json',
      dataschema: `/schemas/${CONSENTED}.json`,
      partitionkey: participantId,
      correlationid: id.replaceAll('-', ''),
      causationid: 'bench',
      traceparent: `00-${id.replaceAll('-', '')}-00f067aa0ba902b7-01`,
      trialid: trialId,
      siteid: siteId,
      data: {
        trialId,
        siteId,
        participantId,
        participantCode: `${siteId}-${String(index + 1).padStart(3, '0')}`,
        trialVersion: 1,
        consentVersion,
        consentedAt: now,
        sex: index % 5 === 0 ? 'male' : 'female',
        age: 30 + index,
      },
    };
    await jetstream(nats).publish(CONSENTED, JSON.stringify(event), { msgID: id });
  }
  await nats.close();
}

async function untilKnown(stack, service, wanted) {
  const found = await untilCounted(
    () =>
      withClient(urlOfDatabase(stack.postgres, service), async (client) => {
        const { rows } = await client.query(`select count(*)::int as known from ${service}.participant`);
        return rows[0].known;
      }),
    wanted,
  );
  if (found < wanted) throw new Error(`${service} knows ${found} of ${wanted} participants: see its log`);
}
