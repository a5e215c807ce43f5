import { readAccounts } from '../identity/accounts.mjs';
import { grantDemoAccess } from './demo-access.mjs';
import { startPlatform } from './platform.mjs';
import { startStack, stopStack } from './stack.mjs';

/** `npm start`: everything up, a demo login per role, until Ctrl-C. */
async function main() {
  const stack = await startStack();
  const interrupted = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, resolve);
  });
  try {
    const platform = await startPlatform({ stack });
    try {
      await grantDemoAccess(platform.gatewayUrl, platform.issuerUrl);
      welcome(platform);
      await interrupted;
      console.log('Stopping');
    } finally {
      await platform.stop();
    }
  } finally {
    // What was up before stays up: somebody else may be using it.
    if (!stack.wasUp) await stopStack();
  }
}

function welcome({ gatewayUrl, issuerUrl }) {
  const { accounts, password } = readAccounts();
  const onePerRole = [...new Map(accounts.toReversed().map((account) => [account.role, account])).values()].reverse();
  console.log(`\nGateway        ${gatewayUrl}\nDocumentation  ${gatewayUrl}/docs\nSign-in        ${issuerUrl}\n`);
  console.log(`Demo accounts, one per role (password: ${password})`);
  for (const { role, username } of onePerRole) console.log(`  ${role.padEnd(28)}${username}`);
  console.log('\nCtrl-C stops everything; data is kept.');
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
