import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { slotFolder } from '../../deploy/local/checkout.mjs';
import { World } from '../rehearsal/world.mjs';
import { LeakSwitch } from './leaks/switch.mjs';
import { Questions } from './questions.mjs';
import { Recorder } from './recorder.mjs';
import { ShortLife } from './short-life.mjs';

const PLACES = fileURLToPath(new URL('leaks/places.mjs', import.meta.url));
/** Long enough for every round; the worlds use one list. */
const LIST_LENGTH = 240;

/** Two platforms that stay open, in the second of which every participant has the other arm; each lives the same rounds. */
export class TwinPlatforms {
  #twins = [];

  constructor({ slot, seed }) {
    this.#twins = [false, true].map((swapArms) => twinOn(swapArms ? `${slot}-swapped` : slot, seed, swapArms));
  }

  async open() {
    await Promise.all(this.#twins.map(openTwin));
  }

  /** Both live one round at the same trial times; the answer is what each recorded, and who had which arm. */
  async live(round, leaks) {
    return Promise.all(
      this.#twins.map(async (twin) => {
        twin.arms = {};
        twin.leaks = leaks;
        twin.leakSwitch.set(twin);
        const chapters = await twin.life.live(round);
        return { chapters, arms: twin.arms, seconds: undefined };
      }),
    );
  }

  async close() {
    await Promise.allSettled(
      this.#twins.map(async ({ world, recorder, life }) => {
        for (const listener of life?.listeners ?? []) await listener.close();
        await recorder?.close();
        await world.close();
      }),
    );
  }
}

function twinOn(slot, seed, swapArms) {
  mkdirSync(slotFolder(slot), { recursive: true });
  const file = join(slotFolder(slot), 'leak-switch.json');
  const leakSwitch = new LeakSwitch(file);
  leakSwitch.set({ arms: {} });
  const environment = { NODE_OPTIONS: `--import ${PLACES}`, BLINDING_SWITCH: file };
  const world = new World({ seed, participants: 4, swapArms, slot, environment, onProgress: () => undefined });
  world.facts.listLength = LIST_LENGTH;
  return { world, leakSwitch, arms: {} };
}

async function openTwin(twin) {
  await twin.world.open();
  twin.recorder = await Recorder.open(twin.world);
  const onDisclosure = (participantId, arm) => {
    twin.arms[participantId] = arm;
    twin.leakSwitch.set(twin);
  };
  twin.life = new ShortLife(twin.world, twin.recorder, await Questions.ofBuild(), onDisclosure);
  await twin.life.prepare();
}
