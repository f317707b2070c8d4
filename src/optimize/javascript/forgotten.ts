import { forgettingIn } from "../../languages/javascript/judge/forgotten-modules.js";
import type { ImportedName, Reason } from "../../languages/rewriting.js";
import type { ProgramGround } from "./program-ground.js";

/** Files of a program that take modules out of what Node keeps: a module that is asked for behind that is another than what others have. */
export class ForgottenModules {
  /** By absolute file, "" for any. */
  private known: ReadonlyMap<string, { readonly shown: string; readonly line: number }> | null = null;

  constructor(private readonly ground: ProgramGround) {}

  problem({ file, line, imported }: ImportedName): Reason | null {
    const { loaded } = this.ground;
    const all = this.all();
    const by = all.get("") ?? imported.map((name) => all.get(loaded.files.get(name) ?? "")).find((each) => each);
    if (by === undefined) return null;
    const message = `${by.shown}:${by.line} takes modules out of require.cache: one that is asked for later may be another than what others have`;
    return { code: "forgets-modules", message, file, line };
  }

  private all(): NonNullable<ForgottenModules["known"]> {
    if (this.known !== null) return this.known;
    const found = new Map<string, { shown: string; line: number }>();
    const { loaded, texts, resolver } = this.ground;
    for (const file of loaded.modules.keys()) {
      for (const { line, of } of forgettingIn(texts.of(file) ?? "")) {
        const [forgotten = ""] = of === null ? [] : of === "own" ? [file] : resolver.filesOf(of.specifier, file);
        if (!found.has(forgotten)) found.set(forgotten, { shown: loaded.shown(file), line });
      }
    }
    this.known = found;
    return found;
  }
}
