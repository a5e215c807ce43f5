import type { Table } from './dump.js';
import { featuresOf, KINDS, type Feature, type Kind } from './features.js';
import { allocationsIn, Owners, type Allocation } from './owners.js';
import { referencesIn } from './reference-times.js';
import { association, blockSums, fairCoin, holm, seeded, twoSided, type Truth } from './statistics.js';

/** What one classifier made of the dump. */
export interface Verdict {
  readonly classifier: Kind | 'all together' | 'the best of half';
  /** How many ways of telling the arm were tried: the probability is corrected for all of them. */
  readonly tried: number;
  /** What told most, and how far it lay from chance in standard deviations. */
  readonly best: string;
  readonly z: number;
  /** Two-sided, after the correction within the classifier. */
  readonly p: number;
  /** After Holm's correction for all classifiers. */
  readonly adjusted: number;
  /** Right answers among those it was asked for, where it gives answers. */
  readonly accuracy?: number;
}

/** What was made of some of the features. */
interface Findings {
  readonly kinds: Map<Kind, { readonly tried: number; readonly best: string; readonly z: number }>;
  /** Votes of everything that told something about the half that is learned from. */
  readonly votes: Float64Array;
  /** What told most about that half. */
  favourite: { readonly z: number; readonly name: string; readonly values: Float64Array };
}

/**
 * Plays every classifier against the true arms. A kind of feature is judged by the one of it that goes furthest with the
 * arm, corrected for how many there are. Two more learn from half of the blocks, as whoever was told some arms could, and
 * are judged on the other half: one adds up everything that seemed to tell, one trusts the best alone. Blocks are not cut,
 * since the arms within one do tell about each other.
 */
export class Attacker {
  readonly allocations: readonly Allocation[];
  private readonly owners: Owners;
  private readonly references: ReadonlyMap<string, Float64Array>;
  /** Blocks to learn from, and blocks to be judged on. */
  private readonly learning: Uint8Array;
  private readonly judging: Uint8Array;
  /** A planted copy differs from the dump in one table: what was made of the others is known. */
  private readonly known = new WeakMap<Table, Findings>();

  constructor(
    tables: readonly Table[],
    private readonly truth: Truth,
  ) {
    this.allocations = allocationsIn(tables);
    this.owners = new Owners(this.allocations, tables);
    this.references = referencesIn(tables, this.owners, this.allocations.length);
    this.learning = someBlocks(truth);
    this.judging = this.learning.map((chosen) => 1 - chosen);
  }

  attack(tables: readonly Table[], traces: readonly Feature[]): Verdict[] {
    const all = [...tables.map((table) => this.ofTable(table)), this.findings(traces)].reduce(joined, this.nothing());
    const tried = [...all.kinds.values()].reduce((sum, kind) => sum + kind.tried, 0);
    const { favourite } = all;
    const verdicts = [
      ...[...all.kinds].map(([classifier, { tried: many, best, z }]) => ({
        classifier,
        tried: many,
        best,
        z,
        p: many === 0 ? 1 : Math.min(1, many * twoSided(z)),
      })),
      { classifier: 'all together', tried, best: 'votes by what they told', ...this.judged(all.votes) } as const,
      {
        classifier: 'the best of half',
        tried,
        best: favourite.name,
        ...this.judged(favourite.values.map((value) => value * Math.sign(favourite.z))),
      } as const,
    ];
    const adjusted = holm(verdicts.map(({ p }) => p));
    return verdicts.map((verdict, index) => ({ ...verdict, adjusted: adjusted[index] ?? 1 }));
  }

  private ofTable(table: Table): Findings {
    const known = this.known.get(table);
    if (known) return known;
    const features = featuresOf(table, this.owners, this.references, this.allocations.length);
    const findings = this.findings(features);
    this.known.set(table, findings);
    return findings;
  }

  private findings(features: Iterable<Feature>): Findings {
    const found = this.nothing();
    for (const { kind, name, values } of features) {
      const sums = blockSums(values, this.truth);
      const z = association(sums);
      if (z === 0) continue;
      note(found.kinds, kind, { tried: 1, best: name, z });
      const learned = association(sums, this.learning);
      if (Math.abs(learned) > Math.abs(found.favourite.z)) found.favourite = { z: learned, name, values };
      if (Math.abs(learned) > WORTH_HEARING) add(found.votes, standardised(values), learned * Math.abs(learned));
    }
    return found;
  }

  private nothing(): Findings {
    const n = this.truth.arm.length;
    return {
      kinds: new Map(KINDS.map((kind) => [kind, { tried: 0, best: 'nothing', z: 0 }])),
      votes: new Float64Array(n),
      favourite: { z: 0, name: 'nothing', values: new Float64Array(n) },
    };
  }

  /** By how far the scores of the other half go with the arms, and by how often they are right; the better one counts. */
  private judged(score: Float64Array): { z: number; p: number; accuracy: number } {
    const z = association(blockSums(score, this.truth), this.judging);
    const threshold = between(score, this.truth, this.learning);
    let [right, asked] = [0, 0];
    score.forEach((value, index) => {
      if (this.judging[this.truth.block[index] ?? 0] === 0) return;
      asked += 1;
      if (Number(value > threshold) === this.truth.arm[index]) right += 1;
    });
    return { z, p: Math.min(1, 2 * Math.min(twoSided(z), fairCoin(right, asked))), accuracy: right / asked };
  }
}

/** In standard deviations: below that, a vote adds noise. What told more has a larger vote, by the square. */
const WORTH_HEARING = 3;

type Finding = Findings['kinds'] extends Map<Kind, infer Each> ? Each : never;

function note(kinds: Findings['kinds'], kind: Kind, { tried, best, z }: Finding): void {
  const before = kinds.get(kind) ?? { tried: 0, best: 'nothing', z: 0 };
  const further = Math.abs(z) > Math.abs(before.z) ? { best, z } : { best: before.best, z: before.z };
  kinds.set(kind, { tried: before.tried + tried, ...further });
}

function joined(all: Findings, more: Findings): Findings {
  for (const [kind, finding] of more.kinds) note(all.kinds, kind, finding);
  add(all.votes, more.votes, 1);
  if (Math.abs(more.favourite.z) > Math.abs(all.favourite.z)) all.favourite = more.favourite;
  return all;
}

function someBlocks({ blocks }: Truth): Uint8Array {
  const chance = seeded(11);
  return Uint8Array.from({ length: blocks }, () => (chance() < 0.5 ? 1 : 0));
}

function add(sum: Float64Array, values: Float64Array, weight: number): void {
  for (let i = 0; i < sum.length; i += 1) sum[i] = (sum[i] ?? 0) + weight * (values[i] ?? 0);
}

function standardised(values: Float64Array): Float64Array {
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  const spread = Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length);
  return values.map((value) => (value - mean) / (spread || 1));
}

/** Halfway between the two arms, as far as they were learned. */
function between(score: Float64Array, { arm, block }: Truth, learning: Uint8Array): number {
  const middle = (of: number) => {
    const values = score.filter((_, index) => learning[block[index] ?? 0] === 1 && arm[index] === of);
    return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  };
  return (middle(0) + middle(1)) / 2;
}
