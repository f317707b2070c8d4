/** What a folder's entry is without following it. Pipes, sockets and devices count as files, as for Node. */
export type EntryKind = "file" | "folder" | "link";

/** All that resolving needs of a file system. Paths are absolute with `/`, also on Windows ("C:/a"). Nothing throws. */
export interface FileSystem {
  /** Where names differ in case alone, they are one file (macOS, Windows). */
  readonly ignoresCase: boolean;
  /** A folder's entries, or null if it is no folder or unreadable. */
  list(folder: string): ReadonlyMap<string, EntryKind> | null;
  /** What stands there once links are followed; null for nothing, and for links into nothing or in circles. */
  kind(path: string): "file" | "folder" | null;
  /** With all links followed; null where `kind` is. */
  realPath(path: string): string | null;
  /** A file's text, or null if there is none. */
  read(path: string): string | null;
}
