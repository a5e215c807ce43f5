import autocannon from 'autocannon';

/**
 * Callers in a closed loop: each begins again when it has its answer. @returns latencies in ms of what succeeded
 *
 * @param {(() => Promise<unknown>)[]} callers one function per caller
 */
export async function closedLoop(callers, { seconds }) {
  const measured = emptyMeasurement();
  const began = performance.now();
  const until = began + seconds * 1_000;
  await Promise.all(
    callers.map(async (call) => {
      while (performance.now() < until) await timed(call, measured, performance.now());
    }),
  );
  return { ...measured, seconds: (performance.now() - began) / 1_000 };
}

/**
 * Calls begun at a steady rate whether or not earlier ones have been answered, as people do. Latency counts from when
 * a call was due, so that a system that stands still does not hide its waiting.
 */
export async function openLoop(call, { perSecond, seconds }) {
  const measured = emptyMeasurement();
  const total = Math.round(perSecond * seconds);
  const running = [];
  const began = performance.now();
  const dueAt = (number) => began + (number / perSecond) * 1_000;
  while (running.length < total) {
    const now = performance.now();
    while (running.length < total && dueAt(running.length) <= now)
      running.push(timed(() => call(), measured, dueAt(running.length)));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(running);
  return { ...measured, seconds: (performance.now() - began) / 1_000 };
}

/**
 * HTTP in a closed loop over kept connections (autocannon: costs the machine least). Any answer but 2xx is an error.
 *
 * @param {string} url of the server
 * @param {() => { method: string, path: string, headers?: object, body?: string }} nextRequest
 */
export async function httpLoop(url, nextRequest, { connections, seconds }) {
  const measured = emptyMeasurement();
  const run = autocannon({
    url,
    connections,
    duration: seconds,
    sampleInt: 50,
    timeout: 10,
    requests: [{ setupRequest: (defaults) => ({ ...defaults, ...nextRequest() }) }],
  });
  run.on('response', (_, status, __, milliseconds) => {
    if (status >= 200 && status < 300) measured.latencies.push(milliseconds);
    else complain(measured, `HTTP ${status}`);
  });
  const { errors, duration } = await run;
  for (let lost = 0; lost < errors; lost += 1) complain(measured, 'no answer');
  return { ...measured, seconds: duration };
}

const emptyMeasurement = () => ({ latencies: [], errors: 0, complaints: {} });

async function timed(call, measured, since) {
  try {
    await call();
    measured.latencies.push(performance.now() - since);
  } catch (error) {
    complain(measured, error.message);
  }
}

function complain(measured, complaint) {
  measured.errors += 1;
  measured.complaints[complaint] = (measured.complaints[complaint] ?? 0) + 1;
}
