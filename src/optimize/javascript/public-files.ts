/**
 * Why files of a package may be asked for by others as its package.json has it: for people; null where they can't be, or are named as
 * programs alone.
 *
 * @param text of package.json
 * @param file relative to its folder
 */
export function namedByPackage(text: string, file: string): string | null {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return "its package.json can't be read";
  }
  const { main, module, browser, exports, bin, private: isPrivate } = Object(value) as Record<string, unknown>;
  const named = textsIn([main ?? (exports === undefined ? "index.js" : null), module, browser, exports]);
  if (named.some((each) => each.includes("*"))) return "its package exports files by a pattern";
  if (named.some((each) => isSame(each, file))) return "it is what its package gives";
  if (isPrivate === true || exports !== undefined || textsIn([bin]).some((each) => isSame(each, file))) return null;
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
