import { existsSync, realpathSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { witness } from "./witnesses.js";

/** Absolute, with `/`; links are left as they are. */
export function absolute(path: string): string {
  return posix(resolve(path));
}

/** @returns what the path leads to, or null where there is nothing */
export function kindOf(path: string): "file" | "folder" | null {
  witness(path);
  try {
    return statSync(path).isDirectory() ? "folder" : "file";
  } catch {
    return null;
  }
}

export function isFolderWith(folder: string, name: string): boolean {
  return existsSync(`${folder}/${name}`);
}

/** With all links followed; the path itself where that fails. */
export function realPath(path: string): string {
  witness(path);
  try {
    return posix(realpathSync(path));
  } catch {
    return absolute(path);
  }
}

function posix(path: string): string {
  return process.platform === "win32" ? path.replaceAll("\\", "/") : path;
}
