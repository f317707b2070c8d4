import { Chooser } from "./chooser.js";

/** For tests: makes programs of modules that import each other, by their numbers. */
export abstract class ProgramMaker<Module extends { readonly imports: number[] }> extends Chooser {
  /** Names of imports, by where they stand, that may be moved for certain, or not. */
  protected readonly marks = new Map<string, "safe" | "unsafe">();
  /** By the same places which module is used, and whether while another loads. */
  protected readonly uses = new Map<string, { readonly of: number; readonly isAtLoad: boolean }>();
  protected modules: Module[] = [];

  /** The modules that loading one loads, itself first. */
  protected reaches(from: number): number[] {
    const found = new Set([from]);
    for (const at of found) for (const other of this.modules[at]?.imports ?? []) found.add(other);
    return [...found];
  }
}
