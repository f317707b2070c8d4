// Runs in a thread of its own: says what follows from the texts of files, as long as there are files that no other thread has taken.
import { serialize } from "node:v8";
import { parentPort, workerData } from "node:worker_threads";
import { fileFacts } from "../languages/javascript/judge/load/file-facts.js";

export interface AskedFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

/** What threads are given that share work. */
export interface ThreadWork {
  readonly files: readonly AskedFile[];
  /** How many files are taken: one number. */
  readonly taken: SharedArrayBuffer;
}

/** A file's path with its `FileFacts`, as V8 writes values. */
export type AnsweredFile = readonly [path: string, bytes: Uint8Array];

/** Answers that are handed over at once. */
const TOGETHER = 64;

function work({ files, taken }: ThreadWork): void {
  const next = new Int32Array(taken);
  let answers: AnsweredFile[] = [];
  const hand = (): void => {
    parentPort?.postMessage(answers);
    answers = [];
  };
  for (let file = files[Atomics.add(next, 0, 1)]; file !== undefined; file = files[Atomics.add(next, 0, 1)]) {
    const { path, text } = file;
    try {
      answers.push([path, serialize(fileFacts(text, path))]);
    } catch {
      // Whoever asked meets the same when it tries itself.
    }
    if (answers.length === TOGETHER) hand();
  }
  hand();
}

work(workerData as ThreadWork);
