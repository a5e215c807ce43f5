import type { Answers } from './instrument.js';

/** The number answered to an item, or null when there is none. */
export function numberOf(answers: Answers, item: string): number | null {
  const answer = answers[item];
  return answer?.state === 'answered' && typeof answer.value === 'number' ? answer.value : null;
}

/** The boxes ticked at an item; none when it was not answered. */
export function ticksOf(answers: Answers, item: string): readonly string[] {
  const answer = answers[item];
  return answer?.state === 'answered' && typeof answer.value !== 'number' ? answer.value : [];
}

export const isAnswered = (answers: Answers, item: string): boolean => answers[item]?.state === 'answered';

/** The answers as they were sent, for showing the form again: an item that was not reached is absent. */
export function asSent(answers: Answers): Readonly<Record<string, unknown>> {
  const sent: Record<string, unknown> = {};
  for (const [code, answer] of Object.entries(answers)) {
    switch (answer.state) {
      case 'answered':
        sent[code] = answer.value;
        break;
      case 'left-open':
        sent[code] = null;
        break;
      case 'skipped':
        sent[code] = { skippedAt: answer.skippedAt };
        break;
      case 'not-reached':
        break;
    }
  }
  return sent;
}
