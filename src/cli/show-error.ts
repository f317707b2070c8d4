import { readdirSync, writeSync } from "node:fs";
import { join } from "node:path";
import { closest, distance } from "fastest-levenshtein";
import { UserError } from "../errors.js";
import type { ErrorDocument } from "../report/analysis.js";

/** Exit codes: 0 fine, 1 a finding, 2 the tool or its input failed, 130 interrupted. */
const FAILED = 2;

/**
 * Shows an error where it belongs, on stderr as text or, with `--json`, on stdout as a document.
 *
 * @returns the exit code
 */
export function showError(error: unknown, argv: readonly string[]): number {
  const exit = oclifExit(error);
  if (exit === 0) return 0;
  const shown = asUserError(error);
  if (wantsJson(argv)) print(1, `${JSON.stringify(errorDocument(shown), null, 2)}\n`);
  else print(2, errorText(shown));
  if (process.env.DEBUG === "importperf" && error instanceof Error) print(2, `${error.stack ?? ""}\n`);
  return FAILED;
}

/** `perf: FILE:LINE: what is wrong`, indented below what a program said about it and the next step. */
export function errorText(error: UserError): string {
  const place =
    error.file === undefined ? "" : `${error.file || '""'}${error.line === undefined ? "" : `:${error.line}`}: `;
  const said = error.said.map((line) => `    ${plain(line)}\n`).join("");
  return `${plain(`perf: ${place}${error.message}`)}\n${said}  ${plain(error.hint)}\n`;
}

function errorDocument(error: UserError): ErrorDocument {
  return {
    kind: "error",
    version: 1,
    tool: `importperf ${IMPORTPERF_VERSION}`,
    code: error.code,
    message: error.message,
    hint: error.hint,
    ...(error.file === undefined ? {} : { file: error.file }),
    ...(error.line === undefined ? {} : { line: error.line }),
    ...(error.said.length === 0 ? {} : { said: [...error.said] }),
    warnings: [],
  };
}

/** Any error as one that can be shown: those of oclif and of the system in our words, the rest as a `defect`. */
export function asUserError(error: unknown): UserError {
  if (error instanceof UserError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (oclifExit(error) !== undefined) return usageError(error, message);
  const known = systemError(error);
  if (known !== null) return known;
  return new UserError(
    "defect",
    `this is a defect of importperf: ${message}`,
    "run it again with DEBUG=importperf and report what it prints",
  );
}

/** oclif's own errors speak of flags, arguments and commands, over several lines. */
function usageError(error: unknown, message: string): UserError {
  const lines = message.split("\n").filter((line) => !/^See more help|^The following errors? occurred:/.test(line));
  const what = lines.join(" ").replace(/\s+/g, " ").trim().replace(/\.$/, "");
  const unknown = /^Nonexistent flag: --(\S+)|^command (\S+) not found/.exec(what);
  const asked = unknown?.[1] ?? unknown?.[2];
  const near =
    asked === undefined ? null : nearest(asked, unknown?.[1] === undefined ? commandNames() : flagNames(error));
  const meant = near === null ? "" : `did you mean ${unknown?.[1] === undefined ? near : `--${near}`}? `;
  return new UserError("usage", what, `${meant}perf --help lists the commands, perf COMMAND --help its flags`);
}

/** The known name that is spelt most like the one asked for, if any is near. */
function nearest(asked: string, known: readonly string[]): string | null {
  const best = known.length === 0 ? "" : closest(asked, known);
  return best !== "" && distance(asked, best) <= Math.max(2, asked.length / 3) ? best : null;
}

function commandNames(): string[] {
  try {
    return readdirSync(join(__dirname, "..", "commands")).map((file) => file.replace(/\.cjs$/, ""));
  } catch {
    return [];
  }
}

/** The flags of the command whose parsing failed, as oclif hands them on with its error. */
function flagNames(error: unknown): string[] {
  const { parse } = error as { parse?: { input?: { flags?: object } } };
  return Object.keys(parse?.input?.flags ?? {});
}

/** Errors of the file system that any command may meet while it writes. */
function systemError(error: unknown): UserError | null {
  if (!(error instanceof Error) || !("code" in error) || !("syscall" in error)) return null;
  const path = "path" in error && typeof error.path === "string" ? { file: error.path } : {};
  switch (error.code) {
    case "ENOSPC":
      return new UserError("disk-full", "no space left on the device", "free some space and run it again", path);
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return new UserError(
        "no-permission",
        "permission denied",
        "choose another place or change its permissions",
        path,
      );
    case "EISDIR":
      return new UserError("is-a-folder", "this is a folder, not a file", "name a file in it", path);
    case "ENOTDIR":
    case "ENOENT":
      return new UserError("no-such-file", "no such file or folder", "check the path", path);
    default:
      return new UserError("system", error.message, "see the message of the operating system", path);
  }
}

function oclifExit(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null || !("oclif" in error)) return undefined;
  const { oclif } = error;
  return typeof oclif === "object" && oclif !== null && "exit" in oclif && typeof oclif.exit === "number"
    ? oclif.exit
    : undefined;
}

function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  const own = end < 0 ? argv : argv.slice(0, end);
  const format = own.indexOf("--format");
  return own.includes("--json") || own.includes("--format=json") || (format >= 0 && own[format + 1] === "json");
}

/** Control characters of hostile file names would move the cursor or colour the terminal. */
function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is replaced
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, "\ufffd");
}

function print(descriptor: 1 | 2, text: string): void {
  try {
    writeSync(descriptor, text);
  } catch {
    // Nobody reads any more.
  }
}
