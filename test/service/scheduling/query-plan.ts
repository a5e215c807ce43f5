import { Transactions, type Transaction } from '@trial/persistence';
import type { Context } from '@trial/kernel';
import type { BootedService } from '../../support/service.js';

interface Plan {
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Loops': number;
  readonly 'Actual Rows': number;
  readonly Plans?: readonly Plan[];
}

/** One reading of a table: by which index (`none`: row by row), how often, and how many rows each time. */
export interface Scan {
  readonly on: string;
  readonly by: string;
  readonly times: number;
  readonly rows: number;
}

/** How the database answers what `read` asks, under the role and the row-level security of the service: one list per statement. */
export async function scansOf(
  service: BootedService,
  context: Context,
  read: (tx: Transaction) => Promise<unknown>,
): Promise<Scan[][]> {
  const plans: { 'QUERY PLAN': [{ Plan: Plan }] }[] = [];
  await service.app.get(Transactions, { strict: false }).read(context, (tx) => {
    const explain = async (sql: string, parameters: readonly unknown[]) => {
      plans.push(...(await tx.query<(typeof plans)[number]>(`explain (analyze, format json) ${sql}`, parameters)));
      return [];
    };
    return read(Object.create(tx, { query: { value: explain } }) as Transaction);
  });
  return plans.map((plan) => scansIn(plan['QUERY PLAN'][0].Plan));
}

const scansIn = (plan: Plan): Scan[] => [
  ...(plan['Relation Name'] === undefined
    ? []
    : [
        {
          ...{ on: plan['Relation Name'], by: indexOf(plan) ?? 'none' },
          ...{ times: plan['Actual Loops'], rows: plan['Actual Rows'] },
        },
      ]),
  ...(plan.Plans ?? []).flatMap(scansIn),
];

/** A scan by bitmap names its index one step below. */
const indexOf = (plan: Plan): string | undefined => plan['Index Name'] ?? plan.Plans?.[0]?.['Index Name'];
