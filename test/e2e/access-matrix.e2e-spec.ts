import {
  operations,
  readRequest,
  rejectionCodes,
  roles,
  unblindedRoles,
  type Operation,
  type Role,
} from '@trial/contracts';
import { callOf, exampleOf, MADE_UP } from './example-request.js';
import { personOf, startWholePlatform, TRIAL, type Answer, type WholePlatform } from './whole-platform.js';

const named = operations.map((operation) => ({ ...operation, what: `${operation.service} ${operation.name}` }));

describe('who may do what, at the door of the whole platform', () => {
  let platform: WholePlatform;
  beforeAll(async () => {
    platform = await startWholePlatform();
    for (const role of roles)
      await platform.grant(personOf(role), role, role === 'participant' ? { participantId: MADE_UP } : {});
  });
  afterAll(() => platform.stop());

  const attempt = (username: string | undefined, operation: Operation): Promise<Answer> =>
    platform.call(username, callOf(operation, exampleOf(operation.request)));

  it('has a person for every role, and an operation for every role', () => {
    expect(new Set(roles.map(personOf)).size).toBe(roles.length);
    const idle = roles.filter((role) => !operations.some((operation) => operation.roles.includes(role)));
    expect(idle).toEqual([]);
  });

  it.each(named)('$what: the example that is sent fits the contract', (operation) => {
    expect(() => readRequest(operation, exampleOf(operation.request))).not.toThrow();
  });

  it.each(named)('$what asks for a token', async (operation) => {
    const answer = await attempt(undefined, operation);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expectProblem(answer);
  });

  it.each(named)('$what is open to $roles and to nobody else', async (operation) => {
    const answers = await Promise.all(
      roles.map(async (role): Promise<[Role, Answer]> => [role, await attempt(personOf(role), operation)]),
    );
    for (const [role, answer] of answers) {
      const { status, text } = answer;
      if (operation.roles.includes(role)) {
        expect([role, [401, 403].includes(status), status < 500, text]).toEqual([role, false, true, text]);
      } else expect([role, [403, 404].includes(status), text]).toEqual([role, true, text]);
      if (status >= 400) expectProblem(answer);
    }
  });

  it('shows a trial to nobody who has no role in it', async () => {
    for (const operation of operations.filter(({ route }) => route.includes(':trialId'))) {
      const answer = await attempt('investigator-lumc', operation);
      expect([operation.name, answer.status]).toEqual([operation.name, 404]);
      expectProblem(answer);
    }
  });

  it('lets a role in one trial do nothing in another', async () => {
    for (const operation of operations.filter(({ route }) => route.includes(':trialId')))
      for (const role of operation.roles.filter((allowed) => allowed !== 'administrator')) {
        const call = callOf(operation, { ...exampleOf(operation.request), trialId: 'ANOTHER-TRIAL' });
        const { status } = await platform.call(personOf(role), call);
        expect([operation.name, role, status]).toEqual([operation.name, role, 404]);
      }
  });

  /**
   * What the vault does for blinded roles: a recorded disclosure of one participant, taking a report in without showing
   * anything, and the scan of a product, answered in the same words whatever it holds.
   */
  const FOR_BLINDED_ROLES = ['break-code', 'report-unblinding', 'scan-at-bedside'];

  it.each(['vault', 'unblinded'])('opens the trial data of %s to unblinded roles only', (service) => {
    const own = operations.filter((operation) => operation.service === service && operation.route.includes('/trials/'));
    expect(own.length).toBeGreaterThan(0);
    for (const { name, roles: allowed } of own.filter((each) => !FOR_BLINDED_ROLES.includes(each.name)))
      expect([name, allowed.filter((role) => !unblindedRoles.some((unblinded) => unblinded === role))]).toEqual([
        name,
        [],
      ]);
  });

  it.each(['GET', 'POST', 'PUT', 'DELETE'] as const)(
    'answers %s of a path that is not there with a problem',
    async (method) => {
      const answer = await platform.call('monitor', { method, path: `/trials/${TRIAL}/nothing` });
      expect(answer.status).toBe(404);
      expectProblem(answer);
    },
  );
});

/** RFC 9457: a type that is in the table of refusals, its title, the status of the answer, and nothing of our inside. */
function expectProblem({ status, headers, body, text }: Answer): void {
  expect(headers.get('content-type')).toContain('application/problem+json');
  const code = String(body['type']).replace('/problems/', '');
  const known = Object.entries(rejectionCodes).find(([name]) => name === code)?.[1];
  expect({ text, type: body['type'], title: body['title'], status: body['status'] }).toEqual({
    text,
    type: `/problems/${code}`,
    title: known?.title ?? 'not in the table',
    status,
  });
}
