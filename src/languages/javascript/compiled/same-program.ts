import { readFile } from "../judge/file.js";
import type { Node } from "../scan/full/node.js";
import { askedBy, asksAtLoad } from "./calls-at-load.js";

/**
 * What is wrong with a compiled file whose source was edited: it must ask for the same modules in the same order as it loads, without those
 * that moved, and take no name that nothing declares. An ES module may import node:module besides, which is there at any time. Null where
 * nothing is.
 *
 * @param path of both, relative to the project's root
 * @param moved places of the imports and requires that moved, among those of the old text
 * @param first what is asked for before all others, since the edit
 */
export function compiledDifference(
  path: string,
  before: string,
  after: string,
  moved: ReadonlySet<number>,
  first: readonly string[] = [],
): string | null {
  const [old, edited] = [readFile(before, path), readFile(after, path)];
  if (old.unread !== null || edited.unread !== null) return "what is compiled of it can't be read";
  const stays = asksAtLoad(old).filter((_, at) => !moved.has(at));
  const expected = [...first, ...stays.map(askedBy)];
  const found = withoutMaker(asksAtLoad(edited), expected.length).map(askedBy);
  if (found.join("\n") !== expected.join("\n")) {
    const odd = found.find((one, at) => one !== expected[at]) ?? expected[found.length] ?? "";
    return `what is compiled of it asks for ${odd} at another time`;
  }
  const unknown = [...edited.free.keys()].find((name) => !old.free.has(name));
  return unknown === undefined ? null : `what is compiled of it takes ${unknown}, which nothing gives a value`;
}

/** Without the import that gives an ES module its `require`, where there is one more than were expected. */
function withoutMaker(asking: readonly Node[], expected: number): readonly Node[] {
  const maker = asking.findLast((node) => node.type === "ImportDeclaration" && askedBy(node) === "node:module");
  return asking.length === expected + 1 ? asking.filter((node) => node !== maker) : asking;
}
