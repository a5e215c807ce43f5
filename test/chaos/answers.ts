import type { OperationReply } from '@trial/contracts';
import type { Ask, Who } from './interleaving.js';

/** What one request was told: at once, when its caller stayed, and when everything was quiet again. */
export interface Answered {
  readonly ask: Ask;
  readonly key: string;
  readonly first: OperationReply | undefined;
  readonly again: OperationReply;
}

/** One word for an answer: `ok`, `fault`, or the code of the refusal. */
export function wordOf(reply: OperationReply): string {
  if ('rejection' in reply) return reply.rejection.code;
  return 'ok' in reply ? 'ok' : 'fault';
}

const EITHER = ['ok', 'already-randomised'];
/** What each may be told when it is quiet, and that the same request is under way before. A fault is told to nobody. */
const TOLD: Record<Who, readonly string[]> = {
  first: EITHER,
  second: EITHER,
  third: EITHER,
  unsigned: ['eligibility-not-signed'],
  elsewhere: ['participant-unknown'],
};

/**
 * What is wrong with the answers, in words: somebody was told what they may not be told, a key has two answers, or a
 * participant was not randomised under exactly one of the keys that asked for it.
 */
export function wrongAnswers(answers: readonly Answered[]): string[] {
  const wrong = answers.flatMap(({ ask: { who }, key, first, again }) => {
    const found = [];
    if (!TOLD[who].includes(wordOf(again))) found.push(`${key} was told in the end: ${JSON.stringify(again)}`);
    if (!first) return found;
    if (![...TOLD[who], 'request-still-running'].includes(wordOf(first)))
      found.push(`${key} was told: ${JSON.stringify(first)}`);
    if ('ok' in first && JSON.stringify(first) !== JSON.stringify(again))
      found.push(`${key} was told ${JSON.stringify(first)}, then ${JSON.stringify(again)}`);
    return found;
  });
  for (const who of new Set(answers.map(({ ask }) => ask.who).filter((one) => TOLD[one] === EITHER))) {
    const keys = answers.filter(({ ask, again }) => ask.who === who && 'ok' in again).map(({ key }) => key);
    if (new Set(keys).size !== 1) wrong.push(`${who} was randomised under ${keys.join(' and ') || 'no key'}`);
  }
  return wrong;
}
