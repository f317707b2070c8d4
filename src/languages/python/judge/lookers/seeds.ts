import { tokens } from "../../rewrite/tokens.js";
import { codeText } from "../code-text.js";

const SEED = /seed|[sg]etstate\b/i;
/** A name, or code as a text. */
const MAY_SEED = /^\w*(?:seed|[sg]etstate)\w*$|(?:seed|[sg]etstate)\w*\s*\(/i;
const STRING = /^[a-z]*("""|'''|"|')([\s\S]*)\1$/i;

/**
 * Whether a file may set or keep the state of random numbers, or have another library do so. Comments, and sentences in strings, do
 * neither.
 */
export function mentionsSeeds(text: string): boolean {
  if (!SEED.test(text)) return false;
  const code = codeText(text);
  const rest: string[] = [];
  let copied = 0;
  for (const { kind, start, end } of tokens(code, 0, code.length)) {
    if (kind !== "string") continue;
    rest.push(code.slice(copied, start));
    copied = end;
    const written = code.slice(start, end);
    if (MAY_SEED.test(STRING.exec(written)?.[2] ?? written)) return true;
  }
  return SEED.test(rest.join(" ") + code.slice(copied));
}
