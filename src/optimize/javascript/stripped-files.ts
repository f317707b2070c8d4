import { readText } from "../../io/read-text.js";
import { strippedTypes } from "../../io/type-stripping.js";
import { isStripped } from "../../languages/javascript/compiled/stripped.js";
import type { RecordedStart } from "../starts.js";
import { CHANGES_REQUIRE } from "./changes-require.js";
import type { LoadedFiles } from "./loaded-files.js";

/** A file of TypeScript that Node itself ran. */
export interface StrippedFile {
  /** As it is written. */
  readonly source: string;
  /** As it runs: the same with blanks for types. */
  readonly text: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const TYPESCRIPT = /(?<!\.d)\.[cm]?ts$/;
/** What loads files in its own way, or makes other code of TypeScript than blanks. */
const OWN_WAY = /^--(?:experimental-)?(?:loader|transform-types)\b/;
/** Any way to Node's hooks, also under another name than `CHANGES_REQUIRE` knows. */
const HOOKS = /\bregister(?:Hooks)?\b/;
const OF_MODULES = /["'](?:node:)?module["']/;

/** TypeScript that Node ran without a compiler ("type stripping"), as the Node that ran it says. */
export class StrippedFiles {
  private readonly files = new Map<string, StrippedFile>();
  private node: string | null = null;
  /** Why the files that were loaded are not known as they ran, as one sentence; null where they are, or where none are TypeScript. */
  readonly problem: string | null;

  constructor(
    private readonly starts: readonly RecordedStart[],
    private readonly loaded: LoadedFiles,
    private readonly environment: Environment,
  ) {
    const paths = [...loaded.modules.keys()].filter((file) => TYPESCRIPT.test(file));
    this.problem = paths.length === 0 ? null : (this.otherWay() ?? this.ask(paths));
  }

  /** Null for a file that is no such. @param file absolute */
  of(file: string): StrippedFile | null {
    return this.files.get(file) ?? null;
  }

  /** What Node would run of a text; null where it can't, or where that is more than blanks for types. */
  strip(source: string): string | null {
    const [text = null] = this.node === null ? [] : (strippedTypes(this.node, [source], this.environment)?.texts ?? []);
    return text !== null && isStripped(text, source) ? text : null;
  }

  private otherWay(): string | null {
    const { environment, starts, loaded } = this;
    const words = [
      ...starts.flatMap(({ graph, process }) => graph.processes[process]?.command ?? []),
      ...(environment.NODE_OPTIONS ?? "").split(/\s+/),
    ];
    const word = words.find((one) => OWN_WAY.test(one));
    if (word !== undefined) return `it is loaded with ${word}`;
    for (const file of loaded.modules.keys()) {
      const text = /\.[cm]?[jt]s$/.test(file) ? (readText(file) ?? "") : "";
      if (CHANGES_REQUIRE.test(text) || (HOOKS.test(text) && OF_MODULES.test(text)))
        return `${loaded.named(file)} may load it in its own way`;
    }
    return null;
  }

  private ask(paths: readonly string[]): string | null {
    const runtimes = new Set(this.starts.map(({ graph }) => graph.runtime));
    const [runtime] = runtimes;
    if (runtimes.size !== 1 || runtime == null) return "several versions of Node ran it";
    const sources = paths.map((path) => readText(path) ?? "");
    const programs = this.starts.map(({ graph, process }) => graph.processes[process]?.command?.[0] ?? "node");
    for (const node of new Set([...programs, process.execPath, "node"])) {
      const found = strippedTypes(node, sources, this.environment);
      // Another version may leave other blanks.
      if (found === null || !runtime.endsWith(` ${found.version}`)) continue;
      this.node = node;
      for (const [at, file] of paths.entries()) {
        const [source = "", text = null] = [sources[at], found.texts[at]];
        if (text !== null && isStripped(text, source)) this.files.set(file, { source, text });
      }
      return null;
    }
    return `${runtime} does not say what it runs of it (22.13 and later do)`;
  }
}
