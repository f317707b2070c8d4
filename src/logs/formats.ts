import { cprofile } from "./cprofile/reader.js";
import type { LogFormat } from "./format.js";
import { profile } from "./profile/reader.js";

/**
 * The formats of recorded starts beside the import log, told apart by content: the first that recognises an input reads
 * it. Those of static graphs stand in `graphs/formats.ts`.
 */
export const LOG_FORMATS: readonly LogFormat[] = [profile, cprofile];
