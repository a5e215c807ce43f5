import { readAccounts } from '../identity/accounts.mjs';
import { signIn } from '../identity/sign-in.mjs';

// Earlier than any day of a demonstration, and always the same, so that a repeated request is recognised as one.
const FROM = '2020-01-01T00:00:00Z';

/**
 * Gives every demo account its role, through the gateway, as the demo administrator. Safe to repeat: the gateway
 * answers a repeated key with the first answer. Participants get theirs when they are enrolled.
 * @throws {Error} with the gateway's answer when a grant is refused
 */
export async function grantDemoAccess(gatewayUrl, issuer) {
  const { accounts, password } = readAccounts();
  const { accessToken } = await signIn({ issuer, username: 'administrator', password });
  for (const account of accounts.filter(({ role }) => role !== 'participant')) {
    const response = await fetch(`${gatewayUrl}/v1/trials/${account.trialId}/access-grants`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${accessToken}`,
        'content-type': 'application/json',
        'idempotency-key': `demo-access-${account.username}`,
      },
      body: JSON.stringify(grantFor(account)),
    });
    if (!response.ok)
      throw new Error(
        `The gateway refused access for ${account.username}: ${response.status} ${await response.text()}`,
      );
  }
}

function grantFor({ username, role, sites, organisation, zone }) {
  return { personId: username, role, sites, organisation, zone, from: FROM };
}
