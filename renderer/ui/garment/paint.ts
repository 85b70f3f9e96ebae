import type { Picture } from '../../../src/contract/catalogue.ts';
import { boundsOf } from './bounds.ts';
import { type ClothTile, clothTile } from './cloth-tile.ts';
import { type Palette, paletteOf } from './palette.ts';
import { HEIGHT, WIDTH } from './path.ts';
import type { Part, Shape } from './shape.ts';
import { shapes } from './shapes.ts';
import { turnOf } from './turn.ts';

/** What is drawn on: a canvas that belongs to no document, so that a worker can have it. */
type Pen = OffscreenCanvasRenderingContext2D;

/** Pixels of a painted picture. */
export interface PaintedSize {
  readonly width: number;
  readonly height: number;
}

/** Makes a canvas of so many pixels. */
type NewCanvas = (size: PaintedSize) => Pen;

/**
 * Paints a product as `GarmentDrawing` draws it, into pixels: the same cloth, light and seams, from the same shapes. The garment is shown
 * whole in the middle, and its ground fills the rest.
 */
export function paintGarment(picture: Picture, size: PaintedSize, canvas: NewCanvas): Pen {
  const pen = canvas(size);
  const scale = Math.min(size.width / WIDTH, size.height / HEIGHT);
  const look: Look = { picture, palette: paletteOf(picture), shape: shapes[picture.garment], size, scale, canvas };
  intoUnits(pen, look);
  ground(pen, look);
  shadow(pen, look);
  for (const part of look.shape.parts) piece(pen, look, part);
  modelling(pen, look);
  details(pen, look);
  return pen;
}

interface Look {
  readonly picture: Picture;
  readonly palette: Palette;
  readonly shape: Shape;
  readonly size: PaintedSize;
  /** Pixels of a unit of the drawing. */
  readonly scale: number;
  readonly canvas: NewCanvas;
}

/** From here on the pen draws in the drawing's units, with the drawing in the middle. */
function intoUnits(pen: Pen, { size, scale }: Look): void {
  pen.setTransform(scale, 0, 0, scale, (size.width - WIDTH * scale) / 2, (size.height - HEIGHT * scale) / 2);
}

function ground(pen: Pen, { palette }: Look): void {
  const shade = pen.createLinearGradient(0, 0, 0.3, 1);
  shade.addColorStop(0, palette.groundTop);
  shade.addColorStop(1, palette.groundBottom);
  pen.save();
  pen.transform(WIDTH * 7, 0, 0, HEIGHT * 3, -WIDTH * 3, -HEIGHT);
  pen.fillStyle = shade;
  pen.fillRect(0, 0, 1, 1);
  pen.restore();
}

function shadow(pen: Pen, look: Look): void {
  const dark = layer(look);
  dark.translate(5, 11);
  fillAll(dark, pathsOf(look.shape), look.palette.shadow);
  put(pen, dark, look, 0.34, 8);
}

function piece(pen: Pen, { picture, palette, shape, scale, canvas }: Look, part: Part): void {
  const path = new Path2D(part.path);
  pen.fillStyle = palette[part.tone];
  pen.fill(path);
  const tile = clothTile(picture.pattern, palette);
  if (tile !== null && part.grain !== false && (part.tone === 'fabric' || part.tone === 'trim')) {
    pen.save();
    pen.globalAlpha = part.tone === 'trim' ? 0.75 : 1;
    pen.fillStyle = cloth(pen, tile, { turn: turnOf(shape, picture, part), scale, canvas });
    pen.fill(path);
    pen.restore();
  }
  form(pen, palette, path, part.path);
  pen.save();
  pen.globalAlpha = 0.5;
  pen.strokeStyle = palette.seam;
  pen.lineWidth = 1.1;
  pen.lineJoin = 'round';
  pen.stroke(path);
  pen.restore();
}

/** Light from the upper left, over the box of one piece. */
function form(pen: Pen, { light, shade }: Palette, path: Path2D, of: string): void {
  const box = boundsOf(of);
  const fall = pen.createLinearGradient(0, 0.1, 1, 0.6);
  fall.addColorStop(0, `rgb(255 255 255 / ${light * 0.5})`);
  fall.addColorStop(0.42, 'rgb(255 255 255 / 0)');
  fall.addColorStop(0.6, 'rgb(26 16 32 / 0)');
  fall.addColorStop(1, `rgb(26 16 32 / ${shade * 0.62})`);
  pen.save();
  pen.clip(path);
  pen.transform(box.width, 0, 0, box.height, box.x, box.y);
  pen.fillStyle = fall;
  pen.fillRect(0, 0, 1, 1);
  pen.restore();
}

/** A tile has twice the pixels of its place, so that it stays sharp when the cloth lies turned. */
const SHARPER = 2;

function cloth(pen: Pen, tile: ClothTile, { turn, scale, canvas }: Pick<Look, 'scale' | 'canvas'> & { readonly turn: number }): CanvasPattern | string {
  const [width, height] = [Math.ceil(tile.width * scale * SHARPER), Math.ceil(tile.height * scale * SHARPER)];
  const print = canvas({ width, height });
  print.scale(width / tile.width, height / tile.height);
  for (const { path, fill, stroke, width: line = 1, opacity = 1 } of tile.marks) {
    print.globalAlpha = opacity;
    const mark = new Path2D(path);
    if (fill !== undefined) {
      print.fillStyle = fill;
      print.fill(mark);
    }
    if (stroke !== undefined) {
      print.strokeStyle = stroke;
      print.lineWidth = line;
      print.stroke(mark);
    }
  }
  const pattern = pen.createPattern(print.canvas, 'repeat');
  pattern?.setTransform(new DOMMatrix().rotateSelf(turn).scaleSelf(tile.width / width, tile.height / height));
  return pattern ?? 'transparent';
}

/** Folds and lights, soft, and nowhere but on the cloth. */
function modelling(pen: Pen, look: Look): void {
  const { shape, palette, picture } = look;
  const soft = layer(look);
  const darker = layer(look);
  fillAll(darker, shape.folds, '#170d1c');
  put(soft, darker, look, palette.shade, 0);
  const lighter = layer(look);
  fillAll(lighter, shape.lights, '#ffffff');
  put(soft, lighter, look, picture.pattern === 'leather' ? palette.light * 2 : palette.light, 0);
  const gentle = look.canvas(look.size);
  put(gentle, soft, look, 1, 3.6);
  const outline = layer(look);
  fillAll(outline, pathsOf(shape), '#000000');
  gentle.globalCompositeOperation = 'destination-in';
  put(gentle, outline, look, 1, 0);
  put(pen, gentle, look, 1, 0);
}

function details(pen: Pen, { shape, palette }: Look): void {
  pen.save();
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  lines(pen, shape.seams, { colour: palette.seam, width: 1.3, opacity: 0.55, dashes: [] });
  lines(pen, shape.stitches, { colour: palette.stitch, width: 1.4, opacity: 0.85, dashes: [4.5, 3.5] });
  for (const [x, y, radius] of shape.buttons) {
    disc(pen, x + 0.8, y + 1.4, radius, '#170d1c', 0.28);
    disc(pen, x, y, radius, palette.pale, 1);
    pen.globalAlpha = 1;
    pen.strokeStyle = palette.seam;
    pen.lineWidth = 0.8;
    pen.setLineDash([]);
    pen.stroke();
    disc(pen, x, y, radius * 0.3, palette.seam, 0.7);
  }
  pen.restore();
}

interface Line {
  readonly colour: string;
  readonly width: number;
  readonly opacity: number;
  readonly dashes: readonly number[];
}

function lines(pen: Pen, paths: readonly string[], { colour, width, opacity, dashes }: Line): void {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.setLineDash([...dashes]);
  pen.globalAlpha = opacity;
  for (const path of paths) pen.stroke(new Path2D(path));
}

function disc(pen: Pen, x: number, y: number, radius: number, colour: string, opacity: number): void {
  pen.globalAlpha = opacity;
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(x, y, radius, 0, Math.PI * 2);
  pen.fill();
}

function pathsOf({ parts }: Shape): readonly string[] {
  return parts.map(({ path }) => path);
}

/** An empty canvas of the picture's size, in the drawing's units: what is drawn there together is laid on together. */
function layer(look: Look): Pen {
  const pen = look.canvas(look.size);
  intoUnits(pen, look);
  return pen;
}

function fillAll(pen: Pen, paths: readonly string[], colour: string): void {
  pen.fillStyle = colour;
  for (const path of paths) pen.fill(new Path2D(path));
}

/** Lays a canvas on another one, pixel on pixel. `blur` is a standard deviation in the drawing's units. */
function put(onto: Pen, from: Pen, { scale }: Look, opacity: number, blur: number): void {
  onto.save();
  onto.setTransform(1, 0, 0, 1, 0, 0);
  onto.globalAlpha = opacity;
  if (blur > 0) onto.filter = `blur(${blur * scale}px)`;
  onto.drawImage(from.canvas, 0, 0);
  onto.restore();
}
