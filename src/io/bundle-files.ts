import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

/** The half of a bundler's tools that makes files; all that it makes has one time of change, so that builds can be the same twice. */
export class BundleFiles {
  /** @param epochS seconds since 1970 */
  constructor(private readonly epochS: number) {}

  exists(path: string): boolean {
    return existsSync(path);
  }

  read(path: string): string {
    return readFileSync(path, "utf8");
  }

  write(path: string, text: string, isExecutable = false): void {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    if (isExecutable) chmodSync(path, 0o755);
    lutimesSync(path, this.epochS, this.epochS);
  }

  copy(from: string, to: string, without: readonly string[] = []): void {
    mkdirSync(dirname(to), { recursive: true });
    const left = new Set(without.map((name) => join(from, name)));
    cpSync(from, to, {
      recursive: true,
      errorOnExist: true,
      force: false,
      verbatimSymlinks: true,
      filter: (each) => !left.has(each) && basename(each) !== "__pycache__",
    });
    this.setTimes(to);
  }

  move(from: string, to: string): void {
    mkdirSync(dirname(to), { recursive: true });
    try {
      renameSync(from, to);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
      cpSync(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
      rmSync(from, { recursive: true, force: true });
    }
  }

  link(path: string, text: string): void {
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(text, path);
  }

  private setTimes(top: string): void {
    const open = [top];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      lutimesSync(at, this.epochS, this.epochS);
      if (!lstatSync(at).isDirectory()) continue;
      for (const name of readdirSync(at)) open.push(join(at, name));
    }
  }
}
