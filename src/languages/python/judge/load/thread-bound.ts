import type { Reason } from "../../../rewriting.js";

const RULES: readonly (readonly [code: string, does: string, pattern: RegExp])[] = [
  [
    "changes-context",
    "sets a value that belongs to the thread that loads it",
    /^(\w+)\s*(?::[^=\n]+)?=\s*(?:threading\.)?local\(\)[\s\S]*?^(\1\.\w+\s*=)/m,
  ],
  [
    "changes-context",
    "sets a context variable, for the context that loads it",
    /^(\w+)\s*(?::[^=\n]+)?=\s*(?:contextvars\.)?ContextVar\([\s\S]*?^([^\n#]*\b\1\.set\()/m,
  ],
  ["takes-lock", "takes a lock, which may be held by then", /^()((?:with\s[^\n]*lock\b|[^\s#"'][^\n#]*\.acquire\())/im],
];

/** Why a load belongs to the thread or context that it runs in, as the statements of the module's own level show. */
export function threadBound(module: string, shown: string, text: string): Reason[] {
  return RULES.flatMap(([code, does, pattern]): Reason[] => {
    const match = pattern.exec(text);
    if (match === null) return [];
    const at = match.index + match[0].length - (match[2] ?? "").length;
    const line = text.slice(0, at).split("\n").length;
    return [{ code, message: `${shown}:${line} ${does} while ${module} loads`, file: shown, line }];
  });
}
