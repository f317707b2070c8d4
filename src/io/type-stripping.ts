import { spawnSync } from "node:child_process";

/** Seconds until a Node that does not answer is ended. */
const SECONDS = 60;
const MOST_BYTES = 1 << 28;

/** Without flags: a script on stdin, which has the texts in it. */
const script = (texts: readonly string[]): string => `
const { stripTypeScriptTypes } = require("node:module");
const texts = ${JSON.stringify(texts)};
const stripped = texts.map((text) => {
  try {
    return stripTypeScriptTypes(text);
  } catch {
    return null;
  }
});
process.stdout.write(JSON.stringify({ version: process.versions.node, stripped }));
`;

export interface Stripped {
  /** Of the Node that was asked: "24.1.0". */
  readonly version: string;
  /** What it runs of each text, with blanks for types; null for what it can't run. */
  readonly texts: readonly (string | null)[];
}

/**
 * What a Node runs of TypeScript by itself.
 *
 * @param node the program, looked up on PATH
 * @returns null where there is no such Node, or one before 22.13 and 23.2, which does not say it
 */
export function strippedTypes(
  node: string,
  texts: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Stripped | null {
  const { NODE_OPTIONS: _, ...env } = environment;
  const { status, stdout } = spawnSync(node, ["--no-warnings", "-"], {
    env,
    input: script(texts),
    encoding: "utf8",
    timeout: SECONDS * 1000,
    maxBuffer: MOST_BYTES,
    stdio: ["pipe", "pipe", "ignore"],
  });
  if (status !== 0) return null;
  const { version, stripped } = JSON.parse(stdout) as { version: string; stripped: (string | null)[] };
  return { version, texts: stripped };
}
