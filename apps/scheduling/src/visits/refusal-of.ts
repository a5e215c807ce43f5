import { Rejection } from '@trial/kernel';

/** The code with which something would be refused, told before it is done; undefined when it would not be. */
export async function refusalOf(attempt: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await attempt();
    return undefined;
  } catch (error) {
    if (error instanceof Rejection) return error.code;
    throw error;
  }
}
