import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";

/** Hundreds of files, or deeply nested ones, take CPython's parser some seconds; an interpreter that hangs is given up. */
const TIMEOUT_MS = 120_000;
const MOST_PROCESSES = 4;
/** Of sources that are kept parsed, in all processes together: some hundred megabytes of trees. */
const KEPT_BYTES = 8_000_000;
/** Of what is asked at once a process is to get so many pieces, since some files take long, but none larger than this. */
const PIECES = 8;
const MOST_AT_ONCE = 32;
/** So many pieces a process may have at once: one to work on, and one to go on with. */
const ASKED_AHEAD = 2;
/** What is asked of a file says so first. */
const FILE = /^\{"file":("(?:[^"\\]|\\.)*")/;

/** The file that a question is about, as it stands there in JSON; "" for none. */
export function fileAsked(line: string): string {
  return FILE.exec(line)?.[1] ?? "";
}

/**
 * An interpreter that answers for our scripts again and again: a few processes, started as they are needed and kept, each of
 * which parses a file once for all that is asked of it. Nothing of the project's runs in them.
 */
export class KeptPython {
  private readonly processes: KeptProcess[] = [];
  private readonly processOf = new Map<string, number>();
  private readonly open: Piece[] = [];

  /**
   * @param folder of the scripts
   * @param most so many processes at most
   */
  constructor(
    private readonly exe: string,
    private readonly folder: string,
    private readonly most = Math.min(MOST_PROCESSES, Math.max(1, availableParallelism())),
  ) {}

  /** As `AskPython`. */
  async ask(script: string, head: readonly string[], lines: readonly string[]): Promise<readonly unknown[]> {
    return (await this.askTexts(script, head, lines)).map((text): unknown => JSON.parse(text));
  }

  /** The answers as they came: documents of JSON. */
  async askTexts(script: string, head: readonly string[], lines: readonly string[]): Promise<readonly string[]> {
    const answers: string[] = new Array(lines.length);
    const asked: Promise<void>[] = [];
    const size = Math.min(MOST_AT_ONCE, Math.ceil(lines.length / (PIECES * this.most)));
    for (let begin = 0; begin < lines.length; begin += size) {
      const places = lines.slice(begin, begin + size).map((_, at) => begin + at);
      asked.push(
        new Promise((resolve, reject) => this.open.push({ script, head, lines, places, answers, resolve, reject })),
      );
    }
    this.handOut();
    await Promise.all(asked);
    return answers;
  }

  /** Pieces in the order in which they came, to whoever has least to do: not before it has nearly done with what it has. */
  private handOut(): void {
    for (let piece = this.open[0]; piece !== undefined; piece = this.open[0]) {
      const { lines, places } = piece;
      const free = places.filter((at) => !this.processOf.has(fileAsked(lines[at] ?? "")));
      const least = free.length === 0 ? 0 : this.leastBusy();
      if (free.length > 0 && (this.processes[least]?.open ?? 0) >= ASKED_AHEAD) return;
      for (const at of free) {
        const file = fileAsked(lines[at] ?? "");
        if (file !== "") this.processOf.set(file, least);
      }
      this.open.shift();
      this.send(piece, least);
    }
  }

  private leastBusy(): number {
    let least = 0;
    for (let at = 1; at < this.most; at++) {
      if ((this.processes[at]?.open ?? 0) < (this.processes[least]?.open ?? 0)) least = at;
    }
    return least;
  }

  private send({ script, head, lines, places, answers, resolve, reject }: Piece, least: number): void {
    const byProcess = new Map<number, number[]>();
    for (const at of places) {
      const process = this.processOf.get(fileAsked(lines[at] ?? "")) ?? least;
      const known = byProcess.get(process);
      if (known === undefined) byProcess.set(process, [at]);
      else known.push(at);
    }
    const each = async (process: number, own: readonly number[]): Promise<void> => {
      const texts = own.map((at) => lines[at] ?? "");
      const found = await this.process(process).ask(script, head, texts);
      for (const [place, at] of own.entries()) answers[at] = found[place] ?? "null";
    };
    Promise.all([...byProcess].map(([process, own]) => each(process, own).finally(() => this.handOut()))).then(
      () => resolve(),
      reject,
    );
  }

  /** Starts the processes before they are asked. */
  start(): void {
    for (let at = 0; at < this.most; at++) this.process(at);
  }

  /** Ends the processes. */
  close(): void {
    for (const { reject } of this.open.splice(0)) reject(new Error(`${this.exe}: closed before it was asked`));
    for (const process of this.processes) process.close();
    this.processes.length = 0;
  }

  private get words(): readonly string[] {
    return [join(this.folder, "answers.py"), String(Math.floor(KEPT_BYTES / this.most))];
  }

  private process(at: number): KeptProcess {
    const known = this.processes[at];
    // One that somebody has ended meanwhile is started again.
    const process = known === undefined || known.hasEnded ? new KeptProcess(this.exe, this.words) : known;
    this.processes[at] = process;
    return process;
  }
}

/** Some of the lines that are asked together. */
interface Piece {
  readonly script: string;
  readonly head: readonly string[];
  readonly lines: readonly string[];
  /** Which of the lines. */
  readonly places: readonly number[];
  /** Of all lines. */
  readonly answers: string[];
  resolve(): void;
  reject(error: Error): void;
}

interface Waiting {
  readonly count: number;
  readonly answers: string[];
  readonly timer: NodeJS.Timeout;
  resolve(answers: readonly string[]): void;
  reject(error: Error): void;
}

/** One process, which answers what it is asked in order. */
class KeptProcess {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly waiting: Waiting[] = [];
  private pieces: Buffer[] = [];
  private said = "";
  private ended = false;

  constructor(
    private readonly exe: string,
    words: readonly string[],
  ) {
    this.child = spawn(exe, ["-I", "-S", ...words], { windowsHide: true });
    this.child.stdout.on("data", (piece: Buffer) => this.take(piece));
    this.child.stderr.on("data", (piece: Buffer) => {
      this.said = `${this.said}${piece}`.slice(-2000);
    });
    this.child.on("error", (error) => this.fail(error));
    this.child.on("close", (code) => this.fail(new Error(`${this.exe} ended (exit: ${code})\n${this.said}`)));
    this.child.stdin.on("error", () => {});
  }

  get hasEnded(): boolean {
    return this.ended;
  }

  /** Pieces that it has not answered. */
  get open(): number {
    return this.waiting.length;
  }

  ask(script: string, head: readonly string[], lines: readonly string[]): Promise<readonly string[]> {
    if (lines.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.child.kill("SIGKILL"), TIMEOUT_MS * (this.waiting.length + 1));
      this.waiting.push({ count: lines.length, answers: [], timer, resolve, reject });
      const first = JSON.stringify({ script: script.replace(/\.py$/, ""), head, count: lines.length });
      this.child.stdin.write([first, ...lines].map((line) => `${line}\n`).join(""));
    });
  }

  close(): void {
    this.child.stdin.end();
  }

  private take(piece: Buffer): void {
    this.pieces.push(piece);
    if (!piece.includes("\n")) return;
    const lines = Buffer.concat(this.pieces).toString("utf8").split("\n");
    this.pieces = [Buffer.from(lines.pop() ?? "")];
    for (const line of lines) this.answered(line);
  }

  private answered(line: string): void {
    const [first] = this.waiting;
    if (first === undefined) return;
    first.answers.push(line);
    if (first.answers.length < first.count) return;
    this.waiting.shift();
    clearTimeout(first.timer);
    first.resolve(first.answers);
  }

  /** Nobody else answers what was asked. */
  private fail(error: Error): void {
    this.ended = true;
    for (const { timer, reject } of this.waiting.splice(0)) {
      clearTimeout(timer);
      reject(error);
    }
  }
}
