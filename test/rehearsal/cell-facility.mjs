import { Temporal } from 'temporal-polyfill';
import { at } from './trial-time.mjs';

/** What was measured of every batch, of cells or of none: only somebody unblinded ever reads it. */
const ATTRIBUTES = {
  viableCells: 50_000_000,
  viabilityPercent: 92,
  cd73Percent: 99,
  cd90Percent: 98,
  cd105Percent: 97,
  cd34Percent: 0.1,
  cd45Percent: 0.3,
  cd14Percent: 0.2,
  cd19Percent: 0,
  hlaDrPercent: 1.2,
  sterility: 'pending',
  mycoplasma: 'passed',
  endotoxin: 0.4,
  passage: 3,
  karyotype: 'normal',
  hlaTyped: true,
};

/** The cell facility and its pharmacies: what they make ready, hand over and call back. A trial without a product has none. */
export class CellFacility {
  #batches = [];

  /** @param world the world they work in: api, facts */
  constructor(world) {
    this.world = world;
  }

  /** Released by somebody else than whoever entered it. */
  secondPharmacist() {
    return this.world.api.person('second-pharmacist', 'pharmacist');
  }

  /** One batch per arm, more units than there are participants. */
  async stockTheFreezer() {
    if (!this.world.facts.hasCellProduct) return;
    const pharmacist = await this.world.api.person(
      `pharmacist-${this.world.facts.sites[0].toLowerCase()}`,
      'pharmacist',
    );
    for (const [index, { arm }] of this.world.facts.arms.entries()) {
      const { batchNumber } = await pharmacist.post(`${this.#base}/batches`, {
        donorCode: donorOf(index),
        arm,
        units: 400,
        expiresAt: '2035-01-01T00:00:00Z',
        attributes: ATTRIBUTES,
      });
      await this.#change(batchNumber, 'released', 'within its limits');
      this.#batches.push(batchNumber);
    }
  }

  /** From the freezer to the bedside: every hand-over is a scan, the same for everybody. */
  async handOver(work, person) {
    if (!this.world.facts.hasCellProduct) return;
    const participant = `${this.#base}/participants/${person.participantId}`;
    const pharmacist = await work.pharmacist();
    const { productCode } = await pharmacist.post(`${participant}/products`, {});
    await pharmacist.post(`${participant}/pharmacy-scans`, { productCode, step: 'thaw' });
    await (await this.secondPharmacist()).post(`${participant}/pharmacy-scans`, { productCode, step: 'release' });
    await (await work.nurse()).post(`${participant}/product-scans`, { productCode, step: 'receipt' });
    await (await work.investigator()).post(`${participant}/product-scans`, { productCode, step: 'bedside' });
    person.productCode = productCode;
  }

  /** When the last participant has been treated, doubt falls on one batch: another one in the other world. */
  planQuarantine(people) {
    if (!this.world.facts.hasCellProduct) return;
    const last = people
      .map(({ treatedOn }) => treatedOn)
      .sort(Temporal.PlainDate.compare)
      .at(-1);
    const moment = at(last.add({ days: 3 }), '09:00', this.world.facts.zone);
    this.world.agenda.note(moment, 'a batch in quarantine', () => this.quarantineOne());
  }

  /**
   * A late finding in the batch of the first arm: whoever received it is followed up, and nobody else hears of it, nor of how
   * many they are: with arms swapped they are others.
   */
  async quarantineOne() {
    const { world } = this;
    const [batchNumber] = this.#batches;
    if (batchNumber === undefined) return;
    await this.#change(batchNumber, 'quarantined', 'growth in the sterility test');
    const officer = await world.sponsor.officer();
    const reason = 'growth in the sterility test';
    const { open, items } = await officer.post(`${this.#base}/recipient-follow-ups/openings`, { reason });
    const { recipients } = await officer.post(`${this.#base}/donor-traces`, {
      donorCode: donorOf(0),
      reason,
      limit: 200,
    });
    const ids = (list) => new Set(list.map(({ participantId }) => participantId));
    const both = ids([...items, ...recipients]);
    world.expect(
      'everybody who received the batch is followed up, and found from its donor',
      open > 0 && [ids(items).size, ids(recipients).size, open].every((count) => count === both.size),
    );
    const { followUpId } = items[0];
    await officer.post(`${this.#base}/recipient-follow-ups/${followUpId}/closures`, {
      account: 'cultures taken, well',
    });
  }

  /** The doubt is gone: what is made ready from now on may be of that batch again. */
  async releaseAgain() {
    if (this.world.facts.hasCellProduct)
      await this.#change(this.#batches[0], 'released', 'a contaminated culture medium');
  }

  async #change(batchNumber, to, account) {
    const second = await this.secondPharmacist();
    return second.post(`${this.#base}/batches/${batchNumber}/status-changes`, { to, account });
  }

  get #base() {
    return `/trials/${this.world.facts.id}`;
  }
}

const donorOf = (index) => `NL1232500000${index + 1}`;
