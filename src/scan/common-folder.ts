/** The innermost folder that some folders lie in. @param folders absolute, with `/` */
export function commonFolder(folders: readonly string[]): string {
  const [first = "/", ...others] = folders;
  const parts = first.split("/");
  let length = parts.length;
  for (const other of others) {
    const theirs = other.split("/");
    let same = 0;
    while (same < length && theirs[same] === parts[same]) same++;
    length = same;
  }
  return parts.slice(0, length).join("/") || "/";
}
