/**
 * The parts of oclif that a command needs only when something is unusual: help, errors, its whole
 * configuration. A bundle of its own, so that a plain call neither reads nor compiles it.
 */
export * as config from "@oclif/core/config";
export * as errors from "@oclif/core/errors";
export * as help from "@oclif/core/help";
export { run } from "@oclif/core/run";
export * as ux from "@oclif/core/ux";
