import { keepsRatio } from './allocation-ratio.mjs';
import { cutFindings } from './data-cuts.mjs';
import { goldenFindings } from './golden.mjs';
import { wronglyTold, wrongPlans } from './plans.mjs';
import { contactsNotMade } from './safety-contacts.mjs';
import { SERVICES } from './platform-parts.mjs';

/**
 * What must be true at the end, whatever happened on the way, also when the script broke off. Each is checked, shown and,
 * when it fails, fails the run; one that cannot be looked at fails too.
 * @returns {Promise<{ name: string, holds: boolean, evidence: string }[]>}
 */
export async function checkInvariants(world) {
  const checks = [
    ['the script ran to its end', ranToItsEnd],
    ['no event lost or applied twice', reconciled],
    ['outboxes are empty', outboxesEmpty],
    ['nothing is parked', nothingParked],
    ['every deadline was met, disarmed or fired', deadlinesSettled],
    ['every bell rang exactly once', bellsRangOnce],
    ['audit chains verify, and no row is unsealed', chainsVerify],
    ['the allocations reproduce from the sealed list', allocationsReproduce],
    ['allocations keep the ratio of the trial in every block', ratioKept],
    ['every plan holds the visits that are the participant’s, and no other', plansAreTheirs],
    ['an arm is told where nothing is masked, and nowhere else', armsToldRightly],
    ['whoever withdrew and agreed was contacted in the place of every visit left', withdrawnWereContacted],
    ['local toxicity adds up, and none of its findings waits', localToxicityAnswered],
    ['a data cut has its hash, and its arms add up', cutAddsUp],
    ['reports and cases are what they were', reportsAsKept],
    ['what the script insists on held', expectationsHeld],
  ];
  if (!world.brokeOff) await world.settle();
  const outcomes = [];
  for (const [name, check] of checks) {
    const { findings, evidence } = await check(world).catch((error) => ({
      findings: [`not checked: ${error.message}`],
    }));
    const holds = findings.length === 0;
    outcomes.push({ name, holds, evidence: holds ? evidence : findings.slice(0, 5).join('; ') });
  }
  return outcomes;
}

const ask = (world, service, path) => world.administrator.get(`/ops/${service}/${path}`, { quiet: true });

const outcome = (findings, evidence) => ({ findings, evidence });

async function ranToItsEnd({ brokeOff, trialTime }) {
  return outcome(brokeOff ? [`broke off: ${brokeOff.message}`] : [], `${trialTime.steps} steps of time`);
}

/** Sets of ids from archives, streams and inboxes agree: nothing lost, nothing invented (decision 17). */
async function reconciled(world) {
  const inStreams = await world.mishaps.idsInStreams();
  // What the unblinded module of safety says to pharmacovigilance, operations are not told of.
  const told = inStreams.filter(({ stream }) => stream !== 'restricted-unblinded');
  const streamed = new Set(told.map(({ event }) => event.id));
  const { sent } = world.settlement;
  const findings = [
    ...world.settlement.undelivered().map((line) => `not received: ${line}`),
    ...world.settlement.unexplained(),
    ...[...sent.keys()].filter((id) => !streamed.has(id)).map((id) => `sent but in no stream: ${id}`),
    ...[...streamed].filter((id) => !sent.has(id)).map((id) => `in a stream but never sent: ${id}`),
  ];
  const deliveries = world.settlement.services.reduce((sum, { received }) => sum + received.size, 0);
  return outcome(findings, `${sent.size} events sent, all in the streams, ${deliveries} receptions, each once`);
}

async function outboxesEmpty(world) {
  const statuses = await Promise.all(SERVICES.map((service) => ask(world, service, 'status')));
  return outcome(
    statuses.filter(({ outbox }) => outbox > 0).map(({ service, outbox }) => `${service} has ${outbox}`),
    `${statuses.length} outboxes`,
  );
}

async function nothingParked(world) {
  const parked = await Promise.all(
    SERVICES.map(async (service) => ({ service, ...(await ask(world, service, 'parked-messages')) })),
  );
  return outcome(
    parked.flatMap(({ service, items }) => items.map(({ type, reason }) => `${service}: ${type}: ${reason}`)),
    `${parked.length} services`,
  );
}

async function deadlinesSettled(world) {
  const statuses = await Promise.all(SERVICES.map((service) => ask(world, service, 'status')));
  const counts = await Promise.all(SERVICES.map((service) => ask(world, service, 'deadlines')));
  const total = (wanted) =>
    counts
      .flatMap(({ items }) => items)
      .filter(({ status }) => status === wanted)
      .reduce((sum, { count }) => sum + count, 0);
  return outcome(
    [
      ...statuses
        .filter(({ dueDeadlines }) => dueDeadlines > 0)
        .map(({ service, dueDeadlines }) => `${service}: ${dueDeadlines} due and not rung`),
      ...(total('armed') > 0 ? [`${total('armed')} still armed after the end`] : []),
    ],
    `${total('fired')} fired, ${total('met')} met, ${total('disarmed')} disarmed`,
  );
}

/** What a bell makes a service say, it says once for each thing it is about. */
async function bellsRangOnce(world) {
  const events = await world.mishaps.idsInStreams();
  const once = {
    'scheduling.visit.window-opened.v1': ({ visitId }) => visitId,
    'scheduling.visit.window-closed.v1': ({ visitId }) => visitId,
    'scheduling.safety-contact.due.v1': ({ contactId, round }) => `${contactId} ${round}`,
    'safety.clock.breached.v1': ({ clockId }) => clockId,
  };
  const ids = new Map();
  for (const { event } of events) {
    const what = once[event.type] && `${event.type} ${once[event.type](event.data)}`;
    if (what) ids.set(what, (ids.get(what) ?? new Set()).add(event.id));
  }
  return outcome(
    [...ids].filter(([, told]) => told.size > 1).map(([what, told]) => `${what} was said ${told.size} times`),
    `${ids.size} openings, closings, contacts due and breaches, each said once`,
  );
}

async function chainsVerify(world) {
  const chains = await Promise.all(
    SERVICES.map(async (service) => ({ service, ...(await ask(world, service, 'audit-verification')) })),
  );
  return outcome(
    chains.flatMap(({ service, intact, unsealed, findings }) => [
      ...(intact ? [] : [`${service}: ${findings.join(', ')}`]),
      ...(unsealed > 0 ? [`${service}: ${unsealed} rows unsealed`] : []),
    ]),
    `${chains.reduce((sum, { entries = 0 }) => sum + entries, 0)} rows in ${chains.reduce((sum, { blocks = 0 }) => sum + blocks, 0)} blocks of ${chains.length} chains`,
  );
}

async function allocationsReproduce(world) {
  const statistician = await world.api.person('list-statistician', 'list-statistician');
  const { allocations, reproduced, findings } = await statistician.get(
    `/trials/${world.facts.id}/allocation-verification`,
    { quiet: true },
  );
  const expected = world.people.filter(({ randomised }) => randomised).length;
  return outcome(
    [
      ...(reproduced ? [] : findings),
      ...(allocations === expected ? [] : [`${allocations} allocations for ${expected} participants`]),
    ],
    `${allocations} allocations replayed`,
  );
}

/** Pharmacists were told arms in the order of randomisation; together they must be what blocks of the list can hold. */
async function ratioKept({ allocated, facts }) {
  const given = allocated.map(({ arm }) => arm);
  const counts = facts.arms.map(({ arm, weight }) => `${given.filter((one) => one === arm).length} of ${weight} parts`);
  const isKept = facts.blockSizes === undefined || keepsRatio(given, facts.arms, facts.blockSizes);
  return outcome(isKept ? [] : [`no blocks hold ${given.join(', ')}`], counts.join(', '));
}

async function plansAreTheirs(world) {
  const findings = await wrongPlans(world, await world.api.person('monitor', 'monitor'));
  const whose = world.facts.masked ? 'the same visits for both arms' : 'to each arm its own visits';
  return outcome(findings, `${world.allocated.length} plans, ${whose}`);
}

async function armsToldRightly(world) {
  const findings = await wronglyTold(world, await world.api.person('monitor', 'monitor'));
  return outcome(
    findings,
    `${world.allocated.length} participants, ${world.facts.masked ? 'none with' : 'each with'} an arm`,
  );
}

async function withdrawnWereContacted(world) {
  const { findings, made } = await contactsNotMade(world, await world.api.person('monitor', 'monitor'));
  return outcome(findings, `${made} contacts`);
}

/** Everybody treated is yes, no or not assessed; a finding is linked, or an investigator refuted what it proposed. */
async function localToxicityAnswered({ facts, api }) {
  if (!facts.localToxicity) return outcome([], 'the trial does not ask');
  const monitor = await api.person('monitor', 'monitor');
  const report = await monitor.get(`/trials/${facts.id}/reports/local-toxicity`, { quiet: true });
  const { participants, yes, no, notAssessed, items, unlinkedFindings } = report;
  const waiting = unlinkedFindings.filter(({ state }) => state !== 'refuted');
  return outcome(
    [
      ...(yes + no + notAssessed === participants ? [] : [`${yes} + ${no} + ${notAssessed} of ${participants}`]),
      ...waiting.map(({ visitCode, item, state }) => `${item} at ${visitCode} is ${state}`),
    ],
    `${yes} of ${participants} with, ${items.reduce((sum, row) => sum + row.new + row.worse, 0)} findings`,
  );
}

async function expectationsHeld(world) {
  return outcome(
    world.expectations.filter(({ holds }) => !holds).map(({ what }) => what),
    `${world.expectations.length} expectations`,
  );
}

async function cutAddsUp(world) {
  const { findings, evidence } = await cutFindings(world, await world.dataCut());
  return outcome(findings, evidence);
}

async function reportsAsKept(world) {
  const { dataCutId } = await world.dataCut();
  const { findings, evidence } = await goldenFindings(world, dataCutId);
  return outcome(findings, evidence);
}
