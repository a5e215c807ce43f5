import { Readiness } from './readiness.js';

it('a process is ready when everything answers, and names what does not', async () => {
  const readiness = new Readiness();
  expect(await readiness.failing()).toEqual([]);

  let away = true;
  readiness.add('safety database', () => Promise.resolve());
  readiness.add('safety nats', () => (away ? Promise.reject(new Error('closed')) : Promise.resolve()));
  expect(await readiness.failing()).toEqual(['safety nats']);
  away = false;
  expect(await readiness.failing()).toEqual([]);
});
