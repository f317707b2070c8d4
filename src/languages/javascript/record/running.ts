import type { NodeEvent } from "./process-file.js";

/** The load whose code runs, as the events of a process pass by. */
export class Running {
  /** CommonJS loads, the innermost last. */
  private readonly loads: string[] = [];
  /** The ES module whose body began last, and how many CommonJS loads were around it; null once it is surely over. */
  private body: { readonly module: string; readonly depth: number } | null = null;
  private asyncRuns = 0;

  constructor(private readonly key: (name: unknown) => string) {}

  take([kind, , name, more]: NodeEvent): void {
    switch (kind) {
      case "l":
        this.loads.push(this.key(name));
        break;
      case "e":
        this.loads.pop();
        if (this.body !== null && this.body.depth > this.loads.length) this.body = null;
        break;
      case "a":
        if (more === 1) this.asyncRuns++;
        break;
      case "m":
        this.body = { module: this.key(name), depth: this.loads.length };
        break;
      case "y":
        this.asyncRuns--;
        break;
      case "z":
        this.body = null;
        break;
      default:
    }
  }

  /**
   * @param importer whose code asks for a module now
   * @returns the modules during whose loads this is; null where that can't be told: the end of an ES module's body is not
   *   heard, and with top-level await others go on meanwhile
   */
  during(importer: string): readonly string[] | null {
    const { body, loads } = this;
    const top = loads.at(-1);
    if (body !== null && body.depth === loads.length) return importer === body.module ? [importer] : null;
    if (top !== undefined) return [top];
    return this.asyncRuns === 0 ? [""] : null;
  }
}
