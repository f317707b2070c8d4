/** What stands before a module's own path in a file of an installed package or of the standard library. */
const INSTALLED = /(?:[^\s"'`(]*\/)?(?:site|dist)-packages\/|[^\s"'`(]*\/lib(?:64)?\/python3\.\d+\/(?:lib-dynload\/)?/g;

/** A path, or a sentence with paths in it, as a person needs it: `docker/utils/config.py` of an installed package's file. */
export function shortPaths(text: string): string {
  return text.replace(INSTALLED, "");
}

/** `docker/utils/config.py:12` */
export function shortPlace({ file, line }: { readonly file: string; readonly line: number }): string {
  return `${shortPaths(file)}:${line}`;
}
