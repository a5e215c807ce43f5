import { setTimeout as wait } from 'node:timers/promises';

await wait(1);
console.log(process.pid, new URL('http://127.0.0.1'), Buffer.from('x'), performance.now());
