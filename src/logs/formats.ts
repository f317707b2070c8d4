import { cprofile } from "./cprofile/reader.js";
import type { LogFormat } from "./format.js";
import { importtime } from "./importtime/reader.js";
import { profile } from "./profile/reader.js";

/**
 * Every format that `perf analyze` reads, told apart by content. The first that recognises an input reads it;
 * the import log comes last, since it is searched for in any text.
 */
export const LOG_FORMATS: readonly LogFormat[] = [profile, cprofile, importtime];

/** Enough of an input to tell its format. */
export const HEAD_BYTES = 1 << 16;

/** The format of an input, judged by its first bytes; the import log where none is recognised. */
export function formatOf(head: Uint8Array): LogFormat {
  return LOG_FORMATS.find((format) => format.recognises(head)) ?? importtime;
}
