import { eachChild, type Node } from "../scan/full/node.js";
import { parseFully } from "../scan/full/parse.js";

/**
 * Whether a text is what is left of TypeScript once its types are blanks: the same length and lines, so that all stands where it stood.
 * A semicolon may stand where a type was.
 */
export function isStripped(text: string, source: string): boolean {
  if (text.length !== source.length) return false;
  for (let at = 0; at < text.length; at++) {
    const one = text[at] ?? "";
    if (one === source[at]) continue;
    if (BREAK.test(source[at] ?? "") || !(one === ";" || (/\s/.test(one) && !BREAK.test(one)))) return false;
  }
  return readsAlike(text);
}

const BREAK = /[\r\n\u2028\u2029]/;

/** Whether JavaScript means the same where it is read as TypeScript, as our readers do by a file's name: `(a) < b > (c)` does not. */
function readsAlike(text: string): boolean {
  try {
    const [plain, typed] = [false, true].map((types) => parseFully(text, { types, jsx: false, declaration: false }));
    return plain !== undefined && typed !== undefined && nodesOf(plain) === nodesOf(typed);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return false;
    throw error;
  }
}

function nodesOf(root: Node): string {
  const found: string[] = [];
  const walk = (node: Node): void => {
    found.push(`${node.start} ${node.end} ${node.type}`);
    eachChild(node, (_, below) => walk(below));
  };
  walk(root);
  return found.sort().join("\n");
}
