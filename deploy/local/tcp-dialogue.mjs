import { connect } from 'node:net';

/**
 * Opens a connection to 127.0.0.1:`port`, sends `request` and resolves with everything received until it contains
 * `until`; with what came so far when the other side closes, stays silent for two seconds or does not listen.
 */
export function askOverTcp(port, request, until) {
  return new Promise((resolve) => {
    let received = '';
    const socket = connect({ port, host: '127.0.0.1' });
    const finish = () => {
      socket.destroy();
      resolve(received);
    };
    socket.setTimeout(2_000, finish);
    socket.on('error', finish);
    socket.on('close', finish);
    socket.on('data', (chunk) => {
      received += chunk.toString('utf8');
      if (received.includes(until)) finish();
    });
    socket.write(request);
  });
}
