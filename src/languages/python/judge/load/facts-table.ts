import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { knownLoad } from "./known-modules.js";
import type { LoadedModule, LoadFacts, LoadSources } from "./load-facts.js";
import { skeleton } from "./skeleton.js";

/** What each module's file says of its load; a file is read once, whatever its name. */
export class FactsTable {
  private readonly byModule = new Map<string, LoadFacts | null>();
  private readonly byContent = new Map<string, LoadFacts | null>();

  constructor(private readonly sources: LoadSources) {}

  /** null where nothing can be said: no source, or none that CPython reads. undefined: not asked yet. */
  of(module: string): LoadFacts | null | undefined {
    return this.byModule.get(module);
  }

  /** Has the files of modules read that were not yet. @returns whether there was any */
  async read(modules: Iterable<LoadedModule>): Promise<boolean> {
    const asked: { readonly name: string; readonly key: string }[] = [];
    const questions: string[] = [];
    for (const module of modules) {
      const { name, file, isPackage } = module;
      if (this.byModule.has(name)) continue;
      this.byModule.set(name, null);
      if (file === null || knownLoad(module) !== null || !/\.pyw?$/.test(file)) continue;
      const bytes = this.sources.bytes(file);
      if (bytes === null) continue;
      const key = `${name} ${isPackage} ${createHash("sha1").update(bytes).digest("base64")}`;
      const known = this.byContent.get(key);
      if (known !== undefined) {
        this.byModule.set(name, known);
        continue;
      }
      const short = skeleton(bytes);
      const source = short !== bytes && isUtf8(short) ? short.toString("utf8") : null;
      asked.push({ name, key });
      questions.push(JSON.stringify({ file, module: name, isPackage, source, shadowed: this.sources.shadowed }));
    }
    if (questions.length === 0) return false;
    const answers = await this.sources.ask(questions);
    for (const [at, { name, key }] of asked.entries()) {
      const facts = (answers[at] ?? null) as LoadFacts | null;
      this.byModule.set(name, facts);
      this.byContent.set(key, facts);
    }
    return true;
  }

  /** Has functions judged that other modules call while they load. @returns whether there was any */
  async readCalls(wanted: ReadonlyMap<LoadedModule, ReadonlySet<string>>): Promise<boolean> {
    const asked = [...wanted].filter(([{ name }, functions]) => {
      const known = this.byModule.get(name);
      return known != null && [...functions].some((each) => !(each in known.calls));
    });
    if (asked.length === 0) return false;
    const { shadowed } = this.sources;
    const answers = await this.sources.ask(
      asked.map(([{ name, file, isPackage }, functions]) =>
        JSON.stringify({ file, module: name, isPackage, source: null, shadowed, functions: [...functions] }),
      ),
    );
    for (const [at, [{ name }, functions]] of asked.entries()) {
      const known = this.byModule.get(name);
      const facts = (answers[at] ?? null) as LoadFacts | null;
      if (known == null) continue;
      const calls = Object.fromEntries([...functions].map((each) => [each, facts?.calls[each] ?? null]));
      const refused = Object.fromEntries([...functions].map((each) => [each, ["calls-at-load", 1, each] as const]));
      this.byModule.set(name, { ...known, calls: { ...known.calls, ...(facts === null ? refused : calls) } });
    }
    return true;
  }
}
