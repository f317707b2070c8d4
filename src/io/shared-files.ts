import { type FileFacts, fileFacts } from "../languages/javascript/judge/load/file-facts.js";

/** Files that several threads share, each taken by one of them. */
export interface SharedFiles {
  readonly files: readonly AskedFile[];
  /** How many files are taken: one number. */
  readonly taken: SharedArrayBuffer;
}

export interface AskedFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

/** The longest first, so that no thread is left with one at the end. */
export function sharedFiles(files: readonly AskedFile[]): SharedFiles {
  const sorted = [...files].sort((a, b) => b.text.length - a.text.length);
  return { files: sorted, taken: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT) };
}

/** What follows from the texts of files that no other thread has taken, one by one until all are taken. */
export function* factsOfTaken({ files, taken }: SharedFiles): Iterable<readonly [path: string, facts: FileFacts]> {
  const next = new Int32Array(taken);
  for (let file = files[Atomics.add(next, 0, 1)]; file !== undefined; file = files[Atomics.add(next, 0, 1)])
    yield [file.path, fileFacts(file.text, file.path)];
}
