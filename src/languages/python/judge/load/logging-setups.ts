import { type Token, tokens } from "../../rewrite/tokens.js";

const NAMED = /^["'\w]*?["'](?:[\w.]*\.)?(?:dict|file)Config["']+$/;
const RUNS_TEXTS = /\b(?:exec|eval|compile)\s*\(/;

/**
 * Whether a source may set up logging so that a logger that is there by then is treated otherwise than one that is made later: by
 * default `logging.config.dictConfig` and `fileConfig` disable those, and name again what is below the loggers that they name. Of a
 * dictionary that is written out in the call, with `"disable_existing_loggers": False` and no loggers, it is known that it does not
 * (CPython, `logging.config._handle_existing_loggers`).
 */
export function setsUpLoggers(text: string): boolean {
  if (!/\b(?:dict|file)Config\b/.test(text)) return false;
  const all = [...tokens(text, 0, text.length)].filter(({ kind }) => !/^(?:comment|joint|break)$/.test(kind));
  const said = (at: number): string => text.slice(all[at]?.start ?? 0, all[at]?.end ?? 0);
  // Behind a string without end nothing is known.
  if (
    RUNS_TEXTS.test(text) ||
    text
      .slice(all.at(-1)?.end ?? 0)
      .replace(/#.*/g, "")
      .trim() !== ""
  )
    return true;
  for (let at = 0; at < all.length; at++) {
    const word = said(at);
    if (word === "fileConfig" || NAMED.test(word)) return true;
    if (word !== "dictConfig" || isImported(said, at)) continue;
    if (said(at + 1) !== "(" || said(at + 2) !== "{" || !leavesThem(all, said, at + 2)) return true;
  }
  return false;
}

function isImported(said: (at: number) => string, at: number): boolean {
  return said(at - 1) === "import" && said(at - 2) === "config" && !/^(?:as|,|[(])$/.test(said(at + 1));
}

/** @param open where the call's one argument begins, a dictionary */
function leavesThem(all: readonly Token[], said: (at: number) => string, open: number): boolean {
  let [depth, isSaid] = [0, false];
  for (let at = open; at < all.length; at++) {
    const kind = all[at]?.kind;
    if (kind === "open") depth++;
    else if (kind === "close") depth--;
    if (depth === 0) return isSaid && said(at + 1) === ")";
    // What stands first, or behind a comma, is a key.
    if (depth !== 1 || (at !== open && said(at) !== ",") || said(at + 1) === "}") continue;
    const key = /^(["'])(\w+)\1$/.exec(said(at + 1))?.[2];
    if (key === undefined || key === "loggers" || said(at + 2) !== ":") return false;
    if (key === "disable_existing_loggers") {
      if (isSaid || said(at + 3) !== "False" || !/^[,}]$/.test(said(at + 4))) return false;
      isSaid = true;
    }
  }
  return false;
}
