/** For tests: whether all is to be run (`node .ci/test.mjs --long`), or of what takes minutes a sample. */
export const IS_LONG = process.env.IMPORTPERF_LONG === "1";
