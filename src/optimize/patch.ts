import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import { structuredPatch } from "diff";

export interface ChangedFile {
  /** Relative to the folder in which the patch is applied, with `/`. */
  readonly path: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/**
 * A patch as `git apply` takes it, by bytes: line ends stay as they are. Hunks that are no UTF-8 could not be text, so their
 * files come as git's binary patches.
 */
export function patchOf(files: readonly ChangedFile[]): string {
  return files.map(filePatch).join("");
}

function filePatch({ path, before, after }: ChangedFile): string {
  if (Buffer.compare(before, after) === 0) return "";
  const head = `diff --git ${quoted(`a/${path}`)} ${quoted(`b/${path}`)}\n`;
  const hunks = Buffer.from(hunksOf(before, after), "latin1");
  if (!isUtf8(hunks) || hunks.includes(0)) return head + binary(before, after);
  return `${head}--- ${named(`a/${path}`)}\n+++ ${named(`b/${path}`)}\n${hunks.toString("utf8")}`;
}

/** A character a byte. */
function hunksOf(before: Uint8Array, after: Uint8Array): string {
  const text = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  const { hunks } = structuredPatch("", "", text(before), text(after), undefined, undefined, { context: 3 });
  return hunks
    .map(({ oldStart, oldLines, newStart, newLines, lines }) => {
      const place = `@@ -${span(oldStart, oldLines)} +${span(newStart, newLines)} @@`;
      return [place, ...lines, ""].join("\n");
    })
    .join("");
}

/** An empty side is counted from the line before it. */
function span(start: number, lines: number): string {
  return lines === 1 ? `${start}` : `${lines === 0 ? start - 1 : start},${lines}`;
}

/** A blank in a name ends at the tab behind it. */
function named(path: string): string {
  return path.includes(" ") && quoted(path) === path ? `${path}\t` : quoted(path);
}

const ESCAPES: Record<string, string> = { '"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** As git writes names of files: quoted where they hold more than ASCII's plain characters. */
function quoted(path: string): string {
  const escaped = Buffer.from(path, "utf8")
    .toString("latin1")
    .replace(/[^ !#-[\]-~]/g, (char) => {
      return ESCAPES[char] ?? `\\${char.charCodeAt(0).toString(8).padStart(3, "0")}`;
    });
  return escaped === path ? path : `"${escaped}"`;
}

function binary(before: Uint8Array, after: Uint8Array): string {
  const index = `index ${blobId(before)}..${blobId(after)}\n`;
  return `${index}GIT binary patch\n${literal(after)}\n${literal(before)}\n`;
}

function blobId(bytes: Uint8Array): string {
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";
const LENGTHS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** A file's bytes, deflated and in git's base 85: lines of up to 52 bytes, each after a letter for how many. */
function literal(bytes: Uint8Array): string {
  const packed = deflateSync(bytes);
  let text = `literal ${bytes.length}\n`;
  for (let at = 0; at < packed.length; at += LENGTHS.length) {
    const line = packed.subarray(at, at + LENGTHS.length);
    text += LENGTHS[line.length - 1];
    for (let i = 0; i < line.length; i += 4) {
      let word = 0;
      for (let k = 0; k < 4; k++) word = word * 256 + (line[i + k] ?? 0);
      let digits = "";
      for (let k = 0; k < 5; k++, word = Math.floor(word / 85)) digits = DIGITS[word % 85] + digits;
      text += digits;
    }
    text += "\n";
  }
  return text;
}
