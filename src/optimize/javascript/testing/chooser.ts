import type { Random } from "../../../measure/random.js";

/** For tests: what makers of programs draw. */
export abstract class Chooser {
  constructor(private readonly random: Random) {}

  protected is(share: number): boolean {
    return this.random() < share;
  }

  protected upTo(count: number): number {
    return Math.floor(this.random() * count);
  }

  protected one<T>(items: readonly T[]): T {
    const found = items[this.upTo(items.length)];
    if (found === undefined) throw new Error("nothing to choose from");
    return found;
  }
}
