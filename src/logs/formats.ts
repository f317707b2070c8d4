import { cprofile } from "./cprofile/reader.js";
import type { LogFormat } from "./format.js";
import { importtime } from "./importtime/reader.js";
import { profile } from "./profile/reader.js";

/**
 * Every format that `perf analyze` reads, told apart by content. The first that recognises an input reads it;
 * the import log comes last, since it is searched for in any text.
 */
export const LOG_FORMATS: readonly LogFormat[] = [profile, cprofile, importtime];
