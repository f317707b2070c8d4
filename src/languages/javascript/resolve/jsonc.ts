/** JSON with comments and commas before closing brackets, as tsconfig.json files are; undefined for anything else. */
export function parseJsonc(text: string): unknown {
  const bare = text
    .replace(/^\uFEFF/, "")
    .replace(/("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, quoted: string | undefined) => quoted ?? " ")
    .replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, (_, quoted: string | undefined) => quoted ?? "");
  try {
    return JSON.parse(bare);
  } catch {
    return undefined;
  }
}
