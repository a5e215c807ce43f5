import { ratioInTurns } from '../figures.mjs';
import { Part } from '../floor/part.mjs';

const SECONDS = 2;

/** How fast laboratory results are graded, in one process that does nothing else. */
export async function measureSafety() {
  const grader = new Part('../lab-grader.mjs', {});
  try {
    await grader.ready();
    const { graded, proposed, copied, answered } = await grader.ask({ seconds: SECONDS });
    const one = { callers: 1, errors: 0 };
    const copies = 'lines read and written again as JSON';
    return [
      { name: 'results graded as grade-labs does, one core', ...one, ...graded, aim: 'at least 200,000 a second' },
      { name: 'results graded with all they used, one core', ...one, ...proposed, aim: 'at least 200,000 a second' },
      { name: copies, ...one, ...copied },
      {
        ...{ name: 'lines read, graded and answered, one core', ...one, ...answered },
        ...{ floor: copies, ...ratioInTurns(answered.pace, copied.pace) },
        aim: 'none of its own: what the lines above do, and JSON',
      },
    ];
  } finally {
    await grader.stop();
  }
}
