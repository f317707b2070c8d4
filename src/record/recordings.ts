import { fileSystem } from "../io/file-system.js";
import { packageVersion } from "../io/package-version.js";
import { nodeRecording } from "../languages/javascript/record/recording.js";
import { pythonRecording } from "../languages/python/record/recording.js";
import type { RecordingSupport } from "../languages/recording.js";

/** All languages that can be recorded. */
export const RECORDINGS: readonly RecordingSupport[] = [pythonRecording, nodeRecording(packageVersion, fileSystem)];

export function recordingOf(language: RecordingSupport["language"]): RecordingSupport | undefined {
  return RECORDINGS.find((support) => support.language === language);
}
