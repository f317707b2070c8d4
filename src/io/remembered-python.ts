import { createHash } from "node:crypto";
import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { AnswerPack } from "./answer-pack.js";
import { KeptAnswers } from "./kept-answers.js";
import { fileAsked, type KeptPython } from "./kept-python.js";
import { startedFile } from "./started-file.js";
import { noWitnesses } from "./witnesses.js";

/** Scripts whose answer follows from the question and from the bytes of the one file that it names. */
const OF_ONE_FILE: ReadonlySet<string> = new Set(["facts.py", "taken_facts.py", "load_facts.py", "bound_names.py"]);
/** What an interpreter may say for want of memory, or of a right to read. */
const SAYS_NOTHING = /^null$|^\{"unread":\s*\{/;
const NOBODY = async (): Promise<null> => null;

export interface RememberedOptions {
  /** Where answers are kept; null to keep none. */
  readonly folder: string | null;
  /** Whose files are asked about: its answers are kept together. */
  readonly project: string;
  /** The interpreter, and the folder of our scripts. */
  readonly exe: string;
  readonly scripts: string;
  /** A file's bytes as this plan reads them; null for what can't be read. */
  bytes(file: string): Uint8Array | null;
}

/**
 * An interpreter whose answers about files that have not changed since an earlier plan are taken from the user's cache folder: a file is told by
 * its contents, the interpreter by its program's file, our scripts by theirs. Whatever is damaged is asked again.
 */
export class RememberedPython {
  /** Null where nothing is kept. */
  private readonly kept: { readonly answers: KeptAnswers; readonly key: string } | null;
  private pack: Promise<AnswerPack> | null = null;
  private readonly digests = new Map<string, string | null>();
  /** Files of which something new was learnt. */
  private readonly fresh = new Set<string>();

  constructor(
    private readonly python: Pick<KeptPython, "ask" | "askTexts" | "start" | "close">,
    private readonly options: RememberedOptions,
  ) {
    const key = options.folder === null ? null : keyOf(options);
    this.kept = options.folder === null || key === null ? null : { answers: new KeptAnswers(options.folder), key };
  }

  /** As `AskPython`. */
  async ask(script: string, head: readonly string[], lines: readonly string[]): Promise<readonly unknown[]> {
    const pack = OF_ONE_FILE.has(script) ? await this.opened() : null;
    if (pack === null) return this.python.ask(script, head, lines);
    const names = lines.map((line) => this.nameOf(script, head, line));
    const answers = names.map((name) => (name === null ? null : pack.find(name)));
    const open = [...answers.keys()].filter((at) => answers[at] === null);
    const found = await this.python.askTexts(
      script,
      head,
      open.map((at) => lines[at] ?? ""),
    );
    for (const [place, at] of open.entries()) {
      const [text, name = null] = [found[place] ?? "null", names[at]];
      answers[at] = text;
      if (name === null || SAYS_NOTHING.test(text)) continue;
      pack.add(name, text);
      this.fresh.add(fileOf(lines[at] ?? ""));
    }
    return answers.map((text): unknown => JSON.parse(text ?? "null"));
  }

  /** Starts the interpreter before it is asked, where nothing is known. */
  async start(): Promise<void> {
    const pack = await this.opened();
    if (pack === null || pack.isEmpty) this.python.start();
  }

  /** Ends the interpreter, and keeps what it has answered for the next plan. */
  async close(): Promise<void> {
    this.python.close();
    const pack = this.fresh.size === 0 ? null : await this.opened();
    if (this.kept === null || pack === null) return;
    // The interpreter has read the files itself: what they hold now is what it has read, unless they were changed meanwhile.
    for (const file of this.fresh) if (digest(tryRead(file)) !== this.digests.get(file)) return;
    const { answers, key } = this.kept;
    answers.keeper(key, noWitnesses(), Date.now())({ text: pack.text(), isFinding: false });
  }

  private async opened(): Promise<AnswerPack | null> {
    if (this.kept === null) return null;
    const { answers, key } = this.kept;
    this.pack ??= answers.find(key, NOBODY).then((kept) => new AnswerPack(kept?.text ?? Buffer.alloc(0)));
    return this.pack;
  }

  /** What an answer is known by; null for one about a file that can't be read. */
  private nameOf(script: string, head: readonly string[], line: string): string | null {
    const file = fileOf(line);
    let own = this.digests.get(file);
    if (own === undefined) {
      own = digest(this.options.bytes(file));
      this.digests.set(file, own);
    }
    return own === null ? null : digest([script, ...head, line, own].join("\n"));
  }
}

function fileOf(line: string): string {
  const file = fileAsked(line);
  return file === "" ? "" : (JSON.parse(file) as string);
}

function digest(bytes: Uint8Array | string | null): string | null {
  return bytes === null ? null : createHash("sha256").update(bytes).digest("base64url");
}

function tryRead(file: string): Uint8Array | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}

/** Null for an interpreter that is started by a script: it may be another one next time. */
function keyOf({ project, exe, scripts }: RememberedOptions): string | null {
  try {
    const { path, firstLine } = startedFile(exe, process.env.PATH);
    if (path === "" || firstLine !== "") return null;
    const program = realpathSync(path);
    const { ino, size, mtimeMs, ctimeMs } = statSync(program);
    const hash = createHash("sha256");
    for (const name of readdirSync(scripts).sort()) hash.update(`${name}\n`).update(readFileSync(join(scripts, name)));
    return JSON.stringify(["python", project, program, ino, size, mtimeMs, ctimeMs, hash.digest("base64url")]);
  } catch {
    return null;
  }
}
