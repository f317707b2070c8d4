const PIECE = 1 << 16;

/** Joins many small texts into pieces of about 64 KiB, so that each write is worth its call. */
export function* inPieces(texts: Iterable<string>): Iterable<string> {
  let piece = "";
  for (const text of texts) {
    piece += text;
    if (piece.length >= PIECE) {
      yield piece;
      piece = "";
    }
  }
  if (piece !== "") yield piece;
}
