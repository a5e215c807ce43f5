import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { instant, isAfter, isBefore, Rejection, type Instant, type SiteId, type TrialId } from '@trial/kernel';
import { InvalidTrialFile, type Finding } from './invalid-trial-file.js';
import { loadTrial } from './load-trial.js';
import type { TrialConfiguration } from './trial-configuration.js';

/** Every version of every trial of the platform, read once when a process starts. */
export class Trials {
  /** Newest version first. */
  private readonly versions: ReadonlyMap<TrialId, readonly TrialConfiguration[]>;

  /** Takes the versions in any order; an `InvalidTrialFile` when the versions of one trial do not follow each other. */
  constructor(trials: readonly TrialConfiguration[]) {
    const versionsOf = (id: TrialId) => trials.filter((trial) => trial.id === id).sort((a, b) => b.version - a.version);
    this.versions = new Map(trials.map(({ id }) => [id, versionsOf(id)]));
    this.versions.forEach((newestFirst, id) => {
      const findings = sequenceFindings([...newestFirst].reverse());
      if (findings.length > 0) throw new InvalidTrialFile(`${id}, all versions`, findings);
    });
  }

  /** Reads every `<trial>.v<n>.yaml` of a folder; an `InvalidTrialFile` for the first that breaks a rule. */
  static fromFolder(folder: string): Trials {
    const files = readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .sort();
    if (files.length === 0) throw new InvalidTrialFile(folder, [{ field: '(folder)', rule: 'holds no trial file' }]);
    return new Trials(files.map((name) => loadTrial(join(folder, name))));
  }

  /** The newest version of each trial, whether or not a site works by it yet. */
  all(): readonly TrialConfiguration[] {
    return [...this.versions.values()].flatMap((newestFirst) => newestFirst.slice(0, 1));
  }

  /** Every version of every trial, oldest first. */
  everyVersion(): readonly TrialConfiguration[] {
    return [...this.versions.values()].flatMap((newestFirst) => [...newestFirst].reverse());
  }

  /**
   * The version a participant of a site goes by at an instant: the one they consented to, and later ones that ask for no
   * new consent, each from the moment their site works by it (VA2). A version that asks for consent is passed by nobody
   * who did not give it.
   */
  goneBy(trialId: TrialId, siteId: SiteId, consented: number, at: Instant): TrialConfiguration {
    const next = this.versionsOf(trialId).find(({ version }) => version === consented + 1);
    const isActive = next?.sites.some(({ code, activeFrom }) => code === siteId && !isBefore(at, instant(activeFrom)));
    return next?.amendment?.reconsent === 'not-required' && isActive
      ? this.goneBy(trialId, siteId, next.version, at)
      : this.version(trialId, consented);
  }

  /** The newest version of a trial; for what a participant or a site is held to, use `version` or `inForce`. */
  get(trialId: TrialId): TrialConfiguration {
    const [newest] = this.versionsOf(trialId);
    if (!newest) throw unknownTrial(trialId);
    return newest;
  }

  /**
   * The version a site works by at an instant: the newest it has activated. `Rejection('trial-unknown')`, or
   * `Rejection('trial-not-active-at-site')` for a site that is not in the trial or not yet open.
   */
  inForce(trialId: TrialId, siteId: SiteId, at: Instant): TrialConfiguration {
    const trial = this.versionsOf(trialId).find(({ sites }) =>
      sites.some((site) => site.code === siteId && !isBefore(at, instant(site.activeFrom))),
    );
    if (!trial) {
      throw new Rejection('trial-not-active-at-site', {
        trialId,
        siteId,
        rule: 'the site has not activated the trial',
      });
    }
    return trial;
  }

  /**
   * The newest version that any site works by at an instant: what a trial as a whole is held to. Before the first site works
   * by one it is the first. `Rejection('trial-unknown')`.
   */
  inForceAnywhere(trialId: TrialId, at: Instant): TrialConfiguration {
    const versions = this.versionsOf(trialId);
    const active = versions.find(({ sites }) => sites.some(({ activeFrom }) => !isBefore(at, instant(activeFrom))));
    return active ?? this.version(trialId, 1);
  }

  /** The sites of a trial, of whatever version. `Rejection('trial-unknown')`. */
  sitesOf(trialId: TrialId): SiteId[] {
    return [...new Set(this.versionsOf(trialId).flatMap(({ sites }) => sites.map(({ code }) => code)))];
  }

  /** One version, as stored on a participant or a derived record. `Rejection('trial-version-unknown')` otherwise. */
  version(trialId: TrialId, version: number): TrialConfiguration {
    const trial = this.versionsOf(trialId).find((candidate) => candidate.version === version);
    if (!trial) throw new Rejection('trial-version-unknown', { trialId, version, rule: 'there is no such version' });
    return trial;
  }

  /**
   * Whether allocations of a trial are hidden: unless every version of it says that they are not, so that no amendment
   * opens what was hidden. `Rejection('trial-unknown')`.
   */
  isMasked(trialId: TrialId): boolean {
    return this.versionsOf(trialId).some(({ masking }) => masking.masked);
  }

  private versionsOf(trialId: TrialId): readonly TrialConfiguration[] {
    const versions = this.versions.get(trialId);
    if (!versions) throw unknownTrial(trialId);
    return versions;
  }
}

const unknownTrial = (trialId: TrialId): Rejection =>
  new Rejection('trial-unknown', { trialId, rule: 'there is no such trial' });

/** Versions count from 1 without gap or repeat, no site goes back to an older one, and none hides or opens allocations. */
function sequenceFindings(oldestFirst: readonly TrialConfiguration[]): readonly Finding[] {
  return oldestFirst.flatMap((trial, index) => [
    ...(trial.version === index + 1 ? [] : [{ field: 'version', rule: `version ${index + 1} is missing or repeated` }]),
    ...(trial.masking.masked === oldestFirst[0]?.masking.masked
      ? []
      : [{ field: 'masking.masked', rule: 'a trial is masked in every version or in none' }]),
    ...backwards(trial, oldestFirst.slice(0, index)),
  ]);
}

function backwards(trial: TrialConfiguration, earlier: readonly TrialConfiguration[]): readonly Finding[] {
  return trial.sites
    .filter((site) =>
      earlier.some(({ sites }) =>
        sites.some(
          ({ code, activeFrom }) => code === site.code && !isAfter(instant(site.activeFrom), instant(activeFrom)),
        ),
      ),
    )
    .map(({ code }) => ({
      field: `sites.${code}.activeFrom`,
      rule: `version ${trial.version} must become active after the versions before it`,
    }));
}
