/**
 * Widths of texts in a canvas font. ASCII is added up from a table (kerning only makes it narrower), other
 * texts are measured once each: measuring is the dearest part of a frame.
 */
export class TextMeasure {
  private readonly ascii = new Float32Array(128);
  private readonly others = new Map<string, number>();

  constructor(private readonly context: CanvasRenderingContext2D) {
    for (let code = 32; code < 127; code++) this.ascii[code] = context.measureText(String.fromCharCode(code)).width;
  }

  readonly of = (text: string): number => {
    let width = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      // The ellipsis stands in most shortened names.
      if (code === 0x2026) width += this.other("\u2026");
      else if (code < 32 || code > 126) return this.other(text);
      else width += this.ascii[code] ?? 0;
    }
    return width;
  };

  private other(text: string): number {
    const known = this.others.get(text);
    if (known !== undefined) return known;
    if (this.others.size > 20_000) this.others.clear();
    const { width } = this.context.measureText(text);
    this.others.set(text, width);
    return width;
  }
}

/** Widths of texts in a font that the page itself uses. */
export function fontMeasure(style: CSSStyleDeclaration): (text: string) => number {
  const context = document.createElement("canvas").getContext("2d");
  if (context === null) throw new Error("this browser has no canvas");
  context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  return new TextMeasure(context).of;
}
