import { Injectable } from '@nestjs/common';
import type { Operation } from '@trial/contracts';
import type { Identity } from '@trial/http';
import { Rejection, type Context } from '@trial/kernel';
import { Transactions } from '@trial/persistence';
import { grantsInForce, type GrantInForce } from './access.reads.js';

/** A caller and the lines of the delegation log it stands on. */
export interface GrantedCaller {
  readonly caller: Caller;
  readonly grants: readonly GrantInForce[];
}

/** Who the caller is for one operation: everything of the context that grants decide. */
export type Caller = Pick<Context, 'actor' | 'role' | 'organisation' | 'trialId' | 'sites' | 'zone' | 'participantId'>;

/**
 * Decides whether a person may do this, by the delegation log alone (RO1: deny by default). Nothing to show in a
 * trial looks the same as a trial that is not there.
 */
@Injectable()
export class Authorise {
  constructor(
    private readonly transactions: Transactions,
    private readonly firstAdministrator: string | undefined,
  ) {}

  async for(operation: Pick<Operation, 'roles'>, identity: Identity, trialId: string | undefined): Promise<Caller> {
    return (await this.under(operation, identity, trialId)).caller;
  }

  /** The same, with the grants that let the caller in: for what lasts longer than one request. */
  async under(
    operation: Pick<Operation, 'roles'>,
    identity: Identity,
    trialId: string | undefined,
  ): Promise<GrantedCaller> {
    const { dataSource, clock } = this.transactions;
    const held = await grantsInForce(dataSource, identity.personId, trialId, clock.now().toString());
    const all = [...held, ...this.firstGrant(identity, trialId)];
    const role = operation.roles.find((allowed) => all.some((grant) => grant.role === allowed));
    if (!role)
      throw new Rejection(
        all.length > 0 ? 'role-not-allowed' : trialId === undefined ? 'role-not-allowed' : 'not-found',
      );
    const grants = all.filter((grant) => grant.role === role);
    return { caller: callerOf(identity, role, trialId ?? '', grants), grants };
  }

  /** Somebody must be able to write the first line of the delegation log. */
  private firstGrant({ personId }: Identity, trialId: string | undefined): GrantInForce[] {
    if (personId !== this.firstAdministrator) return [];
    return [
      {
        id: '',
        trialId: trialId ?? '',
        role: 'administrator',
        sites: [],
        organisation: 'platform',
        zone: 'UTC',
        participantId: null,
        until: null,
      },
    ];
  }
}

function callerOf({ personId }: Identity, role: string, trialId: string, grants: readonly GrantInForce[]): Caller {
  const [first] = grants;
  const participantId = first?.participantId;
  return {
    actor: personId,
    role,
    organisation: first?.organisation ?? '',
    trialId,
    sites: [...new Set(grants.flatMap(({ sites }) => sites))],
    zone: first?.zone ?? 'UTC',
    ...(participantId ? { participantId } : {}),
  };
}
