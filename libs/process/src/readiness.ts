/** What must answer before a process says it is ready. */
export class Readiness {
  private readonly checks = new Map<string, () => Promise<void>>();

  add(name: string, check: () => Promise<void>): void {
    this.checks.set(name, check);
  }

  /** The names of the checks that fail. */
  async failing(): Promise<string[]> {
    const outcomes = await Promise.all(
      [...this.checks].map(async ([name, check]) => {
        try {
          await check();
          return undefined;
        } catch {
          return name;
        }
      }),
    );
    return outcomes.filter((name) => name !== undefined);
  }
}
