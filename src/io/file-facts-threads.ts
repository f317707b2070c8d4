import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { AnsweredFile } from "./file-facts-thread.js";
import type { SharedFiles } from "./shared-files.js";

/** Beside the main one. Each learns anew which code is worth compiling, which takes as long as a third of firebase-tools' files. */
const MOST_THREADS = 3;
/**
 * Of a thread. A file's tree is done with when the next file is read, so that a large young generation frees most of it where it lies; the
 * stack is as large as the main thread's, so that what is nested too deeply is so in both.
 */
const LIMITS = { maxYoungGenerationSizeMb: 96, stackSizeMb: 1.15 };

/**
 * Starts threads that say what follows from the texts of files: as many as there are processors beside this thread's.
 *
 * @param script what the threads run
 * @param take gets what they say as it comes; what a thread took and could not say is missing (its memory was too little)
 * @returns ends when they have ended
 */
export async function startThreads(
  script: string,
  files: SharedFiles,
  take: (path: string, bytes: Uint8Array) => void,
): Promise<void> {
  const threads = Math.min(MOST_THREADS, availableParallelism() - 1);
  await Promise.all(Array.from({ length: threads }, () => startThread(script, files, take)));
}

function startThread(
  script: string,
  workerData: SharedFiles,
  take: (path: string, bytes: Uint8Array) => void,
): Promise<void> {
  return new Promise((resolve) => {
    const thread = new Worker(script, { workerData, resourceLimits: LIMITS });
    thread.on("message", (answers: readonly AnsweredFile[]) => {
      for (const [path, bytes] of answers) take(path, bytes);
    });
    thread.on("error", () => resolve());
    thread.on("exit", () => resolve());
  });
}
