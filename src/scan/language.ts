import { resolve } from "node:path";
import type { Language } from "../graph/vocabulary.js";
import { countFiles } from "../io/count-files.js";
import type { ScanRequest } from "./request.js";

const PYTHON = /\.pyw?$/;
const JAVASCRIPT = /\.[cm]?[jt]sx?$/;

/** The language of a request: by the targets' names, or else by what there is more of in them. */
export function languageOf({ targets, module, language }: ScanRequest): Language {
  if (language !== undefined) return language;
  if (module !== undefined) return "python";
  for (const target of targets) {
    if (PYTHON.test(target)) return "python";
    if (JAVASCRIPT.test(target)) return "javascript";
  }
  const [python = 0, javascript = 0] = countFiles(
    targets.map((target) => resolve(target)),
    [PYTHON, JAVASCRIPT],
  );
  return javascript > python ? "javascript" : "python";
}
