/** Line and column, from 1, of an offset; offsets are asked for in rising order, or the count begins anew. */
export type Lines = (offset: number) => { readonly line: number; readonly column: number };

/** Counts lines as ECMAScript does: LF, CR, CR LF, U+2028 and U+2029 end one. */
export function lines(text: string): Lines {
  let line = 1;
  let begin = 0;
  let at = 0;
  return (offset) => {
    if (offset < at) {
      line = 1;
      begin = 0;
      at = 0;
    }
    for (; at < offset; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 10 || code === 0x2028 || code === 0x2029 || (code === 13 && text.charCodeAt(at + 1) !== 10)) {
        line += 1;
        begin = at + 1;
      }
    }
    return { line, column: offset - begin + 1 };
  };
}
