// Runs in a thread of its own: says what follows from the texts of files, as long as there are files that no other thread has taken.
import { serialize } from "node:v8";
import { parentPort, workerData } from "node:worker_threads";
import { factsOfTaken, type SharedFiles } from "./shared-files.js";

/** A file's path with its `FileFacts`, as V8 writes values. */
export type AnsweredFile = readonly [path: string, bytes: Uint8Array];

/** Answers that are handed over at once. */
const TOGETHER = 64;

let answers: AnsweredFile[] = [];
for (const [path, facts] of factsOfTaken(workerData as SharedFiles)) {
  answers.push([path, serialize(facts)]);
  if (answers.length < TOGETHER) continue;
  parentPort?.postMessage(answers);
  answers = [];
}
parentPort?.postMessage(answers);
