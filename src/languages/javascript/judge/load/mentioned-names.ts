const ASKED = /(?:\b(?:require|import)\s*\(\s*|\b(?:from|import)\s*)(["'`])([^"'`\n]{1,300})\1/g;

/** What a text asks for by name, whenever that runs. */
export function mentionedNames(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [, , name] of text.matchAll(ASKED)) if (name !== undefined) names.add(name);
  return names;
}
