import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Told } from "../languages/javascript/judge/load/asked-walk.js";
import { type FileFacts, fileFacts } from "../languages/javascript/judge/load/file-facts.js";
import { startThreads } from "./file-facts-threads.js";
import { KeptAnswers } from "./kept-answers.js";
import { type AskedFile, factsOfTaken, sharedFiles } from "./shared-files.js";
import { ValuePack } from "./value-pack.js";
import { noWitnesses } from "./witnesses.js";

export interface KnownFilesOptions {
  /** Where what is known is kept; null to keep nothing. */
  readonly folder: string | null;
  /** Whose files are asked about: what is known of them is kept together. */
  readonly project: string;
  /** The folder of the built program. */
  readonly dist: string;
  /** A file's text as this plan reads it; null for what can't be read. */
  read(file: string): string | null;
}

/** Threads that learn of files. */
export interface Learning {
  /** Takes part in it, and waits until all is learnt. */
  finish(): Promise<void>;
}

/** So few characters are parsed sooner than threads have started. */
const FEW = 300_000;
const NOBODY = async (): Promise<null> => null;

/**
 * What follows from the texts of JavaScript files alone, told by threads, or by an earlier plan whose answers are in the user's cache folder: a file
 * is known by its path and text, the program by its build. Whatever is damaged or missing counts as not known.
 */
export class KnownFiles {
  /** Null where nothing is kept. */
  private readonly kept: { readonly answers: KeptAnswers; readonly key: string } | null;
  private pack = new ValuePack(Buffer.alloc(0));
  private readonly names = new Map<string, string | null>();
  private readonly known = new Map<string, FileFacts | null>();
  private isNew = false;

  constructor(private readonly options: KnownFilesOptions) {
    const { folder, project, dist } = options;
    const key = folder === null ? null : keyOf(project, dist);
    this.kept = folder === null || key === null ? null : { answers: new KeptAnswers(folder), key };
  }

  /** Begins to learn of files, in other threads, what is not known of them, before it is asked for one by one. */
  async begin(files: readonly string[]): Promise<Learning> {
    const found = this.kept === null ? null : await this.kept.answers.find(this.kept.key, NOBODY);
    if (found !== null) this.pack = new ValuePack(found.text);
    const open = files.flatMap((path): AskedFile[] => {
      const [text, name] = [this.options.read(path), this.nameOf(path)];
      return text === null || name === null || this.pack.has(`facts ${name}`) ? [] : [{ path, text }];
    });
    if (open.reduce((sum, { text }) => sum + text.length, 0) < FEW) return { finish: async () => {} };
    const shared = sharedFiles(open);
    const others = startThreads(join(this.options.dist, THREAD), shared, (path, bytes) => {
      this.pack.addBytes(`facts ${this.nameOf(path)}`, bytes);
      this.isNew = true;
    });
    const finish = async (): Promise<void> => {
      for (const [path, facts] of factsOfTaken(shared)) this.learnt(path, facts);
      await others;
    };
    return { finish };
  }

  private learnt(file: string, facts: FileFacts): void {
    this.known.set(file, facts);
    if (this.kept !== null) this.pack.add(`facts ${this.nameOf(file)}`, facts);
    this.isNew = true;
  }

  /** Null for a file that can't be read. */
  facts(file: string): FileFacts | null {
    let known = this.known.get(file);
    if (known === undefined) {
      known = this.factsOf(file);
      this.known.set(file, known);
    }
    return known;
  }

  /** What was not learnt before is found here. */
  private factsOf(file: string): FileFacts | null {
    const [text, name] = [this.options.read(file), this.nameOf(file)];
    if (text === null || name === null) return null;
    const known = this.pack.find(`facts ${name}`) as FileFacts | undefined;
    const found = known ?? fileFacts(text, file);
    if (known === undefined) this.learnt(file, found);
    return found;
  }

  /** What an earlier plan was told of a file's walk, in the order in which it asked. */
  told(file: string): Told[] {
    return (this.pack.find(`told ${this.nameOf(file)}`) ?? []) as Told[];
  }

  /** Keeps what is known for the next plan. @param news of files' walks */
  keep(news: Iterable<readonly [file: string, told: readonly Told[]]>): void {
    if (this.kept === null) return;
    for (const [file, told] of news) {
      this.pack.add(`told ${this.nameOf(file)}`, told);
      this.isNew = true;
    }
    const { answers, key } = this.kept;
    if (this.isNew) answers.keeper(key, noWitnesses(), Date.now())({ text: this.pack.bytes(), isFinding: false });
  }

  /** Null for a file that can't be read. */
  private nameOf(file: string): string | null {
    let name = this.names.get(file);
    if (name === undefined) {
      const text = this.options.read(file);
      name = text === null ? null : createHash("sha256").update(`${file}\0`).update(text).digest("base64url");
      this.names.set(file, name);
    }
    return name;
  }
}

const THREAD = join("threads", "file-facts-thread.cjs");

/** The build's files are named by their contents. Null where there is none. */
function keyOf(project: string, dist: string): string | null {
  try {
    const build = [readFileSync(join(dist, THREAD), "utf8"), ...readdirSync(join(dist, "chunks")).sort()];
    const hash = createHash("sha256").update(build.join("\n")).digest("base64url");
    return JSON.stringify(["javascript", project, process.version, hash]);
  } catch {
    return null;
  }
}
