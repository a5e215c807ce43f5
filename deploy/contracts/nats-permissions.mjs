/**
 * NATS users, what each may publish and hear, and the streams: all from the contracts and the `@OnEvent` lines. Deny by
 * default: what is not listed is refused by the server. `questions`: what one unblinded module asks another.
 */
export function natsPermissions({ services, events, restrictedEvents, subscriptions, streamOf, questions }) {
  const typeOf = Object.fromEntries(
    [...events, ...restrictedEvents].map(({ name, contract }) => [name, contract.type]),
  );
  const streams = [...new Set(Object.values(typeOf).map(streamOf))].sort();
  const heardBy = (service) =>
    [
      ...new Set(
        subscriptions.filter((line) => line.service === service).map(({ contract }) => streamOf(typeOf[contract])),
      ),
    ].sort();
  return {
    users: {
      ...Object.fromEntries(services.map((service) => [service, permissionsOf(service, heardBy(service), questions)])),
      ...Object.fromEntries(READERS.map((reader) => [reader.user, rightsToHear(reader)])),
    },
    readers: READERS,
    streams: streams.map((name) => ({
      name,
      subjects: [subjectsOf(name)],
      restricted: name.startsWith('restricted-'),
    })),
  };
}

const subjectsOf = (stream) =>
  stream.startsWith('restricted-') ? `restricted.${stream.slice('restricted-'.length)}.>` : `${stream}.>`;

/** The stream a service publishes to. */
const ownStream = (service) =>
  ({ 'lab-biomarker': 'lab', vault: 'restricted-vault', unblinded: 'restricted-unblinded' })[service] ?? service;

/** Producers the gateway passes on as live events: never a restricted one. */
const LIVE = ['randomisation', 'scheduling', 'questionnaire', 'lab', 'safety'];

/** What a replica of the gateway must hear from another: the live streams under a grant end with it. */
const ACCESS_ENDS = 'gateway.access.withdrawn.v1';

function permissionsOf(service, heard, questions) {
  const gateway = service === 'gateway';
  return {
    publish: [
      subjectsOf(ownStream(service)),
      ...(ALSO_SAYS[service] ?? []),
      `poke.${service}`,
      // The gateway asks. A right to answer whatever came would let a service send itself a reply subject of its choice.
      '_INBOX.gateway.>',
      ...questions.filter(({ operation }) => operation.service === service).map(({ by }) => `_INBOX.${by}.>`),
      ...questions.filter(({ by }) => by === service).map(({ operation }) => operation.subject),
      '$JS.API.INFO',
      ...heard.flatMap((stream) => [
        `$JS.API.STREAM.INFO.${stream}`,
        `$JS.API.CONSUMER.CREATE.${stream}.>`,
        `$JS.API.CONSUMER.DURABLE.CREATE.${stream}.>`,
        `$JS.API.CONSUMER.INFO.${stream}.>`,
        `$JS.API.CONSUMER.MSG.NEXT.${stream}.>`,
        `$JS.ACK.${stream}.>`,
      ]),
      '$JS.API.STREAM.INFO.KV_trial-clock',
      '$JS.API.STREAM.MSG.GET.KV_trial-clock',
      '$JS.API.DIRECT.GET.KV_trial-clock',
      '$JS.API.DIRECT.GET.KV_trial-clock.>',
      '$KV.trial-clock.seen.>',
      'clock.seen.>',
      ...(gateway ? GATEWAY_PUBLISHES : []),
    ],
    subscribe: [
      `_INBOX.${service}.>`,
      `poke.${service}`,
      'clock.step',
      ...(gateway ? ['clock.seen.>'] : []),
      `command.${service}.>`,
      `query.${service}.>`,
      ...(gateway ? [...LIVE.map((producer) => `${producer}.>`), ACCESS_ENDS] : []),
    ],
  };
}

/**
 * What unblinded modules say in the open, in the same words for both arms (decision 8): a clock is answered, a code was
 * broken or not, somebody reports an accident. One thing is not the same for all: the arm of a participant of an open-label
 * trial, which the vault alone can open and tells of no other trial.
 */
const ALSO_SAYS = {
  unblinded: ['safety.expedited-assessment.closed.v1'],
  vault: [
    'randomisation.allocation.opened.v1',
    'randomisation.code.broken.v1',
    'randomisation.code-break.attempted.v1',
    'randomisation.unblinding.reported.v1',
  ],
};

/**
 * Systems of other people that hear one stream, from the one consumer that provisioning keeps for them: the safety database of
 * pharmacovigilance, which hears there what nobody blind may.
 */
const READERS = [
  {
    user: 'pharmacovigilance',
    stream: 'restricted-unblinded',
    consumer: 'told-pharmacovigilance',
    deliverTo: '_INBOX.pharmacovigilance.told',
  },
];

// Whoever makes a consumer says where it delivers, and whoever asks one for messages or for its state says it with every
// question: a reader does neither, it is sent what there is, and acknowledges.
const rightsToHear = ({ user, stream, consumer }) => ({
  publish: [`$JS.ACK.${stream}.${consumer}.>`],
  subscribe: [`_INBOX.${user}.>`],
});

const GATEWAY_PUBLISHES = [
  'command.>',
  'query.>',
  'clock.step',
  '$KV.trial-clock.now',
  '$JS.API.CONSUMER.CREATE.KV_trial-clock',
  '$JS.API.CONSUMER.CREATE.KV_trial-clock.>',
  '$JS.API.CONSUMER.DELETE.KV_trial-clock.>',
  '$JS.API.CONSUMER.INFO.KV_trial-clock.>',
  '$JS.API.CONSUMER.MSG.NEXT.KV_trial-clock.>',
  '$JS.ACK.KV_trial-clock.>',
  '$JS.FC.>',
];
