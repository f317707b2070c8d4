import { CHANGE_FILL, DARK, fillAt, hatchAt, hatched, LIGHT, leansRight, type Palette } from "../layout/palette.js";

export type Paint = CanvasPattern | string;

/** What blocks are filled with that is no plain colour, each made once. */
export interface PatternSet {
  /** Of "n small". */
  readonly stripes: Paint;
  /** Of a fill: its colour, or that with its lines. */
  fill(fill: number): Paint;
  /** The same for a load that would go: washed out, with lines in its colour. */
  going(fill: number): Paint;
}

export class Patterns {
  private readonly made = new Map<boolean, PatternSet>();

  constructor(private readonly context: CanvasRenderingContext2D) {}

  of(dark: boolean): PatternSet {
    let set = this.made.get(dark);
    if (set === undefined) {
      const palette = dark ? DARK : LIGHT;
      const fills = Array.from({ length: CHANGE_FILL + palette.changes.length }, (_, fill) =>
        this.filled(palette, fill),
      );
      const goings = fills.map((_, fill) => this.going(palette, fill));
      set = {
        stripes: this.stripes(palette),
        fill: (fill) => fills[fill] ?? palette.faded,
        going: (fill) => goings[fill] ?? palette.faded,
      };
      this.made.set(dark, set);
    }
    return set;
  }

  private stripes(palette: Palette): Paint {
    return this.pattern(3, 1, palette.smallStripe, (tile) => {
      tile.fillStyle = palette.small;
      tile.fillRect(0, 0, 3, 1);
      tile.fillStyle = palette.smallStripe;
      tile.fillRect(0, 0, 1, 1);
    });
  }

  private filled(palette: Palette, fill: number): Paint {
    const [ground, lines] = [fillAt(palette, fill), hatchAt(palette, fill)];
    return lines === "" ? ground : this.lined(ground, lines, leansRight(fill));
  }

  /** What became of modules has lines of its own. */
  private going(palette: Palette, fill: number): Paint {
    if (fill >= CHANGE_FILL) return this.filled(palette, fill);
    const { ground, lines } = hatched(fillAt(palette, fill), palette);
    return this.lined(ground, lines, false);
  }

  /** Lines at 45 degrees, six pixels apart: pixels of a tile that repeats without a seam. */
  private lined(ground: string, lines: string, isRight: boolean): Paint {
    const size = 6;
    return this.pattern(size, size, ground, (tile) => {
      tile.fillStyle = ground;
      tile.fillRect(0, 0, size, size);
      tile.fillStyle = lines;
      for (let at = 0; at < size; at++)
        for (const thick of [0, 1]) tile.fillRect((at + thick) % size, isRight ? size - 1 - at : at, 1, 1);
    });
  }

  private pattern(
    width: number,
    height: number,
    otherwise: string,
    draw: (tile: CanvasRenderingContext2D) => void,
  ): Paint {
    const tile = document.createElement("canvas");
    tile.width = width;
    tile.height = height;
    const context = tile.getContext("2d");
    if (context === null) return otherwise;
    draw(context);
    return this.context.createPattern(tile, "repeat") ?? otherwise;
  }
}
