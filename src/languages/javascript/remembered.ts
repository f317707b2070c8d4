/** What is known of a file; found out, and kept, the first time. */
export function remembered<Value>(known: Map<string, Value>, file: string, find: () => Value): Value {
  const found = known.get(file);
  if (found !== undefined) return found;
  const made = find();
  known.set(file, made);
  return made;
}
