import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { AnsweredFile, AskedFile, ThreadWork } from "./file-facts-thread.js";

const MOST_THREADS = 4;
/**
 * Of a thread. A file's tree is done with when the next file is read, so that a large young generation frees most of it where it lies; the
 * stack is as large as the main thread's, so that what is nested too deeply is so in both.
 */
const LIMITS = { maxYoungGenerationSizeMb: 96, stackSizeMb: 1.15 };

/**
 * Asks threads what follows from the texts of files, the longest first.
 *
 * @param script what the threads run
 * @returns bytes by path, once the threads have ended; what they could not answer is not among them
 */
export async function askThreads(
  script: string,
  files: readonly AskedFile[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  const sorted = [...files].sort((a, b) => b.text.length - a.text.length);
  const work: ThreadWork = { files: sorted, taken: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT) };
  const threads = Math.min(MOST_THREADS, availableParallelism());
  await Promise.all(Array.from({ length: threads }, () => askThread(script, work, found)));
  return found;
}

/** A thread that ends by itself (its memory was too little) leaves to others what it did not answer. */
function askThread(script: string, workerData: ThreadWork, found: Map<string, Uint8Array>): Promise<void> {
  return new Promise((resolve) => {
    const thread = new Worker(script, { workerData, resourceLimits: LIMITS });
    thread.on("message", (answers: readonly AnsweredFile[]) => {
      for (const [path, bytes] of answers) found.set(path, bytes);
    });
    thread.on("error", () => resolve());
    thread.on("exit", () => resolve());
  });
}
