/**
 * Why files of a package may be asked for by others as its package.json has it: for people; null where they can't be, or are named as
 * programs alone.
 *
 * @param text of package.json
 * @param file relative to its folder
 * @param hasSiblings whether packages beside it may have it though it is private
 */
export function namedByPackage(text: string, file: string, hasSiblings = false): string | null {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return "its package.json can't be read";
  }
  const { main, module, browser, exports, bin, private: isPrivate } = Object(value) as Record<string, unknown>;
  const named = textsIn([main ?? (exports === undefined ? "index.js" : null), module, browser, exports]);
  if (named.some((each) => /\*|\/$/.test(each))) return "its package exports files by a pattern";
  if (named.some((each) => isSame(each, file))) return "it is what its package gives";
  if (
    (isPrivate === true && !hasSiblings) ||
    exports !== undefined ||
    textsIn([bin]).some((each) => isSame(each, file))
  )
    return null;
  return "its package does not say what it exports";
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Whether a path of package.json may mean a file. */
function isSame(written: string, file: string): boolean {
  const path = written.replace(/^\.?\//, "").replace(/\/$/, "");
  return (
    [path, `${path}.js`, `${path}.mjs`, `${path}.cjs`, `${path}/index.js`].includes(file) || path === "" || path === "."
  );
}
