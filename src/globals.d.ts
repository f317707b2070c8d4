/** The package's version, written into the bundle when it is built. */
declare const IMPORTPERF_VERSION: string;
