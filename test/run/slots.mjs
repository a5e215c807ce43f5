/** Servers given by the environment are one set, whoever asks for them. */
const given = ['DATABASE_URL', 'NATS_URL', 'REDIS_URL'].some((name) => process.env[name]);

/** How many files of service tests run at once: each worker needs servers of its own. */
export const SERVICE_WORKERS = given ? 1 : 2;

/** The slot whose servers a worker of Jest uses: the first has the one that is up already. */
export const slotOfWorker = (worker = '1') => (worker === '1' ? 'test' : `test-${worker}`);

/** Every slot the service tests may have started. */
export const testSlots = Array.from({ length: SERVICE_WORKERS }, (_, index) => slotOfWorker(String(index + 1)));
