import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A private folder with hook files, and in `out` what the hooked processes write. */
export class HookFolder {
  readonly path: string;
  private readonly out: string;

  /**
   * @param from where the package keeps the files
   * @param files their names here and there
   */
  constructor(from: string, files: readonly { readonly name: string; readonly from: string }[]) {
    this.path = mkdtempSync(join(tmpdir(), "importperf-"));
    this.out = join(this.path, "out");
    for (const file of files) copyFileSync(join(from, file.from), join(this.path, file.name));
    mkdirSync(this.out);
  }

  /** Where a process that we start may write what `take` then gives. */
  fileToWrite(name: string): string {
    return join(this.out, name);
  }

  /** Takes what was written since the last call, by file name. */
  take(): Map<string, string> {
    const found = new Map<string, string>();
    for (const name of readdirSync(this.out).sort()) found.set(name, readFileSync(join(this.out, name), "utf8"));
    rmSync(this.out, { recursive: true, force: true });
    mkdirSync(this.out);
    return found;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
