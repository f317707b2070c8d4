import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readText } from "./read-text.js";

/** A private folder in which a program is gathered; whoever made the folder removes it. */
export class GatherFolder {
  constructor(readonly path: string) {
    mkdirSync(path, { recursive: true });
  }

  /** @returns the file's absolute path */
  write(name: string, text: string | Uint8Array): string {
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  folder(name: string): string {
    const path = join(this.path, name);
    mkdirSync(path, { recursive: true });
    return path;
  }

  /** A symbolic link. @returns its absolute path */
  link(name: string, to: string): string {
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(to, path);
    return path;
  }

  /** @returns null for a file that is not there or not whole JSON */
  readJson(name: string): unknown {
    try {
      return JSON.parse(readText(join(this.path, name)) ?? "null");
    } catch {
      return null;
    }
  }
}
