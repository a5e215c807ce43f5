export type Outcome = 'recovered' | 'fatal';

export const send = (outcome: Outcome): Promise<Outcome> => Promise.resolve(outcome);

export const startedAt = (): number => new Date().getTime() + Date.now() + Math.random();

export async function report(outcome: Outcome): Promise<Outcome> {
  setTimeout(startedAt, 10);
  return await send(outcome);
}

export function worse(outcome: Outcome): boolean {
  switch (outcome) {
    case 'recovered':
      return false;
    case 'fatal':
      return true;
  }
}
