/** A point, a direction, or a colour (linear, 0 to 1). */
type Triple = readonly [number, number, number];

/** One piece of a body in one colour: corners in metres with their directions, three for each triangle. */
interface Piece {
  readonly points: readonly Triple[];
  readonly normals: readonly Triple[];
  readonly triangles: readonly Triple[];
  readonly colour: Triple;
}

/** A leather bag as large as a real one (34 cm wide), with two handles, as binary glTF 2.0: the demo's thing to turn and to put into a room. */
export function demoBagModel(): Uint8Array {
  const leather: Triple = [0.36, 0.16, 0.06];
  const dark: Triple = [0.12, 0.06, 0.03];
  return binaryGltf([
    { ...bagBody(0.17, 0.26, 0.07), colour: leather },
    { ...handle(0.075, 0.26, 0.045), colour: dark },
    { ...handle(0.075, 0.26, -0.045), colour: dark },
  ]);
}

const AROUND = 48;
const UP = 12;
const ALONG = 40;

/** A sack: an oval that narrows towards its mouth, closed below. `wide` and `deep` are half of what they are at the foot. */
function bagBody(wide: number, high: number, deep: number): Omit<Piece, 'colour'> {
  const grid = (column: number, row: number): Triple => {
    const angle = (column / AROUND) * 2 * Math.PI;
    const height = row / UP;
    const girth = 1 - 0.28 * height ** 2;
    // Rounder than a box and squarer than an oval.
    const corner = (value: number) => Math.sign(value) * Math.abs(value) ** 0.6;
    return [wide * girth * corner(Math.cos(angle)), high * height, deep * girth * corner(Math.sin(angle))];
  };
  const side = surface(grid, AROUND, UP);
  const floor: Triple[] = Array.from({ length: AROUND }, (_, column) => grid(column, 0));
  const first = side.points.length;
  return {
    points: [...side.points, [0, 0, 0], ...floor],
    normals: [...side.normals, ...Array.from({ length: AROUND + 1 }, (): Triple => [0, -1, 0])],
    triangles: [...side.triangles, ...floor.map((_, i): Triple => [first, first + 1 + i, first + 1 + ((i + 1) % AROUND)])],
  };
}

/** Half a ring that stands on the bag's mouth, `away` from its middle. */
function handle(radius: number, from: number, away: number): Omit<Piece, 'colour'> {
  const thick = 0.006;
  const grid = (column: number, row: number): Triple => {
    const round = (column / AROUND) * 2 * Math.PI;
    const along = (row / ALONG) * Math.PI;
    const reach = radius + thick * Math.cos(round);
    return [reach * Math.cos(along), from - 0.01 + 1.3 * reach * Math.sin(along), away + thick * Math.sin(round)];
  };
  return surface(grid, AROUND, ALONG);
}

/** A grid of corners, closed around, with the direction of each from its neighbours. */
function surface(grid: (column: number, row: number) => Triple, columns: number, rows: number): Omit<Piece, 'colour'> {
  const points: Triple[] = [];
  const normals: Triple[] = [];
  const triangles: Triple[] = [];
  for (let row = 0; row <= rows; row++) {
    for (let column = 0; column < columns; column++) {
      points.push(grid(column, row));
      normals.push(direction(minus(grid(column + 1, row), grid(column - 1, row)), minus(grid(column, row + 0.5), grid(column, row - 0.5))));
      if (row === rows) continue;
      const [here, next] = [row * columns + column, row * columns + ((column + 1) % columns)];
      triangles.push([here, here + columns, next], [next, here + columns, next + columns]);
    }
  }
  return { points, normals, triangles };
}

function minus(one: Triple, two: Triple): Triple {
  return [one[0] - two[0], one[1] - two[1], one[2] - two[2]];
}

function direction(along: Triple, up: Triple): Triple {
  const cross: Triple = [up[1] * along[2] - up[2] * along[1], up[2] * along[0] - up[0] * along[2], up[0] * along[1] - up[1] * along[0]];
  const length = Math.hypot(...cross) || 1;
  return [cross[0] / length, cross[1] / length, cross[2] / length];
}

/** Binary glTF (glTF 2.0, section 4): the header, the JSON, then all numbers one after the other. */
function binaryGltf(pieces: readonly Piece[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const views: object[] = [];
  const accessors: object[] = [];
  let at = 0;
  const store = (values: readonly Triple[], kind: 'points' | 'normals' | 'triangles'): number => {
    const flat = values.flat();
    const bytes = new Uint8Array((kind === 'triangles' ? Uint32Array.from(flat) : Float32Array.from(flat)).buffer);
    views.push({ buffer: 0, byteOffset: at, byteLength: bytes.length, target: kind === 'triangles' ? 34963 : 34962 });
    const count = kind === 'triangles' ? flat.length : values.length;
    const form = kind === 'triangles' ? { componentType: 5125, type: 'SCALAR' } : { componentType: 5126, type: 'VEC3' };
    accessors.push({ bufferView: views.length - 1, count, ...form, ...(kind === 'points' ? reach(values) : {}) });
    parts.push(bytes);
    at += bytes.length;
    return accessors.length - 1;
  };
  const primitives = pieces.map((piece, material) => ({
    attributes: { POSITION: store(piece.points, 'points'), NORMAL: store(piece.normals, 'normals') },
    indices: store(piece.triangles, 'triangles'),
    material,
  }));
  const materials = pieces.map(({ colour }) => ({
    pbrMetallicRoughness: { baseColorFactor: [...colour, 1], metallicFactor: 0, roughnessFactor: 0.55 },
    doubleSided: true,
  }));
  const scene = { asset: { version: '2.0', generator: 'Pasillo' }, scene: 0, scenes: [{ nodes: [0] }], nodes: [{ mesh: 0 }], meshes: [{ primitives }] };
  const json = new TextEncoder().encode(JSON.stringify({ ...scene, materials, accessors, bufferViews: views, buffers: [{ byteLength: at }] }));
  const padded = Math.ceil(json.length / 4) * 4;
  const file = new Uint8Array(12 + 8 + padded + 8 + at);
  const view = new DataView(file.buffer);
  for (const [place, word] of [0x46546c67, 2, file.length, padded, 0x4e4f534a].entries()) view.setUint32(place * 4, word, true);
  // JSON is filled up with blanks.
  file.fill(0x20, 20, 20 + padded);
  file.set(json, 20);
  view.setUint32(20 + padded, at, true);
  view.setUint32(24 + padded, 0x004e4942, true);
  let to = 28 + padded;
  for (const part of parts) {
    file.set(part, to);
    to += part.length;
  }
  return file;
}

/** The least and the largest of each side, which the format asks for. */
function reach(values: readonly Triple[]): { readonly min: readonly number[]; readonly max: readonly number[] } {
  const sides = [0, 1, 2] as const;
  const exact = (value: number) => Math.fround(value);
  return {
    min: sides.map((side) => exact(values.reduce((least, value) => Math.min(least, value[side]), Number.POSITIVE_INFINITY))),
    max: sides.map((side) => exact(values.reduce((most, value) => Math.max(most, value[side]), Number.NEGATIVE_INFINITY))),
  };
}
