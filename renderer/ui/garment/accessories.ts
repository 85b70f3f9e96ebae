import { both, placed, symmetric } from './path.ts';
import { bare, type Part, parts, type Shape } from './shape.ts';

const SHOE = {
  sole: 'M58 330 C56 344 60 356 72 358 C160 366 260 366 336 358 C346 356 350 344 346 330 C260 342 140 342 58 330 Z',
  upper:
    'M60 332 C54 306 62 290 84 284 C120 276 150 256 176 226 C186 216 196 212 206 216 C220 222 236 226 252 218 C272 206 296 200 318 204 C332 232 344 280 346 332 C260 344 140 344 60 332 Z',
  toe: 'M60 332 C54 306 62 290 84 284 C98 281 110 277 122 271 C134 290 138 312 136 338 C108 337 82 335 60 332 Z',
  heel: 'M318 204 C332 232 344 280 346 332 C330 334 314 336 298 337 C300 290 302 246 306 204 Z',
  collar: 'M206 216 C220 222 236 226 252 218 C272 206 296 200 318 204 L320 214 C298 210 276 216 258 228 C240 238 218 234 200 228 Z',
  tongue: 'M176 226 C184 210 196 198 212 196 C222 196 228 204 230 220 C220 222 212 220 206 216 C196 212 186 216 176 226 Z',
  laces: ['M146 256 L152 249 L190 258 L186 266 Z', 'M161 243 L167 236 L206 246 L202 254 Z', 'M176 229 L182 222 L220 234 L216 242 Z'],
  seam: 'M136 338 C144 300 166 276 204 262 C220 256 232 246 240 232',
};

function shoe(dx: number, dy: number, scale: number): Pick<Shape, 'parts' | 'folds' | 'lights' | 'seams' | 'stitches'> {
  const at = (path: string) => placed(path, dx, dy, scale);
  return {
    parts: [
      { path: at(SHOE.tongue), tone: 'lining' },
      { path: at(SHOE.upper), tone: 'fabric' },
      { path: at(SHOE.toe), tone: 'trim' },
      { path: at(SHOE.heel), tone: 'trim' },
      ...SHOE.laces.map((lace): Part => ({ path: at(lace), tone: 'pale' })),
      { path: at(SHOE.collar), tone: 'lining' },
      { path: at(SHOE.sole), tone: 'pale' },
    ],
    folds: [
      at('M60 332 C140 344 260 344 346 332 L344 316 C260 328 140 328 60 318 Z'),
      at('M122 271 C134 290 138 312 136 338 L150 338 C150 310 144 288 132 266 Z'),
      at('M58 346 C140 358 260 358 348 346 L346 354 C260 364 140 364 62 354 Z'),
    ],
    lights: [
      at('M92 290 C104 290 114 298 118 312 C104 306 92 302 80 304 C80 298 84 292 92 290 Z'),
      at('M206 262 C240 250 270 232 292 214 C286 250 262 276 216 288 Z'),
    ],
    seams: [at(SHOE.seam), at('M58 330 C140 342 260 342 346 330')],
    stitches: [at('M144 336 C152 304 172 284 208 270 C226 262 240 252 248 236')],
  };
}

const front = shoe(-8, 62, 0.98);
const behind = shoe(34, -70, 0.86);

/** A pair of trainers. */
export const shoes: Shape = {
  ...bare,
  parts: [...behind.parts, ...front.parts],
  folds: [...behind.folds, ...front.folds],
  lights: [...behind.lights, ...front.lights],
  seams: [...behind.seams, ...front.seams],
  stitches: [...behind.stitches, ...front.stitches],
};

const BOOT = {
  leg: 'M190 110 C222 118 268 118 300 110 C304 180 304 250 312 322 C314 346 314 366 312 384 C250 392 150 392 82 384 C76 356 88 338 116 330 C152 320 178 300 186 262 C192 214 192 160 190 110 Z',
  elastic: 'M236 116 L268 116 C268 170 270 220 262 258 C256 270 246 270 242 258 C236 220 236 170 236 116 Z',
  sole: 'M80 380 C78 394 82 402 92 402 L232 402 C240 402 244 396 246 390 L252 390 L254 414 L314 414 C318 402 318 390 314 378 C250 390 150 390 80 380 Z',
  loop: 'M288 104 L304 100 L310 134 L300 136 Z',
  opening: 'M190 110 C222 100 268 100 300 110 C268 120 222 120 190 110 Z',
};

function boot(dx: number, dy: number, scale: number): Pick<Shape, 'parts' | 'folds' | 'lights' | 'seams' | 'stitches'> {
  const at = (path: string) => placed(path, dx, dy, scale);
  return {
    parts: [
      { path: at(BOOT.loop), tone: 'trim' },
      { path: at(BOOT.leg), tone: 'fabric' },
      { path: at(BOOT.elastic), tone: 'lining' },
      { path: at(BOOT.opening), tone: 'lining' },
      { path: at(BOOT.sole), tone: 'lining' },
    ],
    folds: [
      at('M290 116 C296 190 298 260 306 330 L312 380 L286 386 C286 300 282 200 276 116 Z'),
      at('M186 262 C200 276 214 280 232 280 C214 296 190 300 172 296 Z'),
      at('M82 384 C150 392 250 392 312 384 L310 370 C250 380 150 380 84 372 Z'),
    ],
    lights: [at('M204 122 C206 180 204 230 196 270 C212 240 218 180 216 122 Z'), at('M104 346 C130 338 158 326 176 310 C164 336 136 352 100 360 Z')],
    seams: [at('M186 262 C210 290 250 300 306 296'), at('M236 116 C236 170 236 220 242 258 C246 270 256 270 262 258 C270 220 268 170 268 116')],
    stitches: [at('M182 274 C208 302 250 310 307 306')],
  };
}

const bootFront = boot(-22, 40, 0.92);
const bootBehind = boot(66, -22, 0.84);

/** A pair of ankle boots with elastic sides. */
export const boots: Shape = {
  ...bare,
  parts: [...bootBehind.parts, ...bootFront.parts],
  folds: [...bootBehind.folds, ...bootFront.folds],
  lights: [...bootBehind.lights, ...bootFront.lights],
  seams: [...bootBehind.seams, ...bootFront.seams],
  stitches: [...bootBehind.stitches, ...bootFront.stitches],
};

/** A structured handbag with two handles and a flap. */
export const bag: Shape = {
  ...bare,
  parts: [
    { path: 'M136 214 C132 130 160 84 200 84 C240 84 268 130 264 214 L250 214 C254 140 232 100 200 100 C168 100 146 140 150 214 Z', tone: 'lining' },
    { path: symmetric('M200 196 L106 196 C94 196 88 204 86 216 C80 276 74 336 70 392 C70 408 78 416 92 417 C128 420 164 421 200 421'), tone: 'fabric' },
    { path: symmetric('M200 192 L110 192 C96 192 90 202 89 212 L84 262 C116 292 164 304 200 304'), tone: 'trim' },
    { path: 'M126 220 C122 136 150 72 200 72 C250 72 278 136 274 220 L260 220 C262 146 240 90 200 90 C160 90 138 146 140 220 Z', tone: 'trim' },
    { path: 'M182 288 L218 288 L218 324 C218 330 214 334 208 334 L192 334 C186 334 182 330 182 324 Z', tone: 'metal' },
    ...parts('metal', ['M124 212 L142 212 L142 228 L124 228 Z', 'M258 212 L276 212 L276 228 L258 228 Z']),
  ],
  folds: [
    symmetric('M200 306 C164 306 116 294 84 264 L82 280 C116 308 164 322 200 322'),
    'M300 200 C316 270 324 340 326 410 L300 416 C304 340 298 260 284 196 Z',
    'M74 390 C120 404 280 404 326 390 L328 412 C280 424 120 424 72 412 Z',
  ],
  lights: [
    'M112 204 C104 230 102 250 102 262 C124 276 148 284 172 288 C140 270 122 240 124 204 Z',
    'M100 300 C96 340 92 370 92 396 C108 372 112 330 112 308 Z',
  ],
  seams: ['M200 298 L200 312', 'M190 312 L210 312'],
  stitches: [symmetric('M200 200 L114 200 C104 200 98 206 97 214 L92 258 C122 284 164 295 200 295'), 'M80 402 C120 408 280 408 320 402'],
};

/** A brimmed hat with a band. */
export const hat: Shape = {
  ...bare,
  parts: [
    { path: 'M28 316 C40 268 120 246 200 246 C280 246 360 268 372 316 C380 348 300 372 200 372 C100 372 20 348 28 316 Z', tone: 'fabric' },
    {
      path: 'M104 300 C108 230 112 176 128 146 C144 120 170 116 186 128 C196 134 204 134 214 128 C230 116 256 120 272 146 C288 176 292 230 296 300 C270 322 130 322 104 300 Z',
      tone: 'fabric',
    },
    { path: 'M105 262 C140 284 260 284 295 262 L296 302 C270 324 130 324 104 302 Z', tone: 'lining' },
    { path: 'M276 268 C290 260 304 262 310 272 C316 288 308 306 294 308 C284 306 278 290 276 268 Z', tone: 'lining' },
  ],
  folds: [
    'M104 302 C130 324 270 324 296 302 L314 318 C270 346 130 346 86 318 Z',
    'M28 322 C60 366 340 366 372 322 C378 350 300 374 200 374 C100 374 22 350 28 322 Z',
    'M200 132 C206 160 204 190 196 214 C186 190 184 160 188 130 Z',
    'M262 136 C284 170 290 220 292 262 L270 272 C274 220 270 170 250 128 Z',
  ],
  lights: [
    'M126 160 C116 190 114 224 114 254 C132 262 140 230 142 196 C144 170 140 150 126 160 Z',
    'M60 302 C90 274 140 262 190 258 C140 276 100 290 72 312 Z',
  ],
  seams: ['M44 320 C70 352 330 352 356 320'],
  stitches: ['M36 318 C64 360 336 360 364 318', 'M106 268 C140 289 260 289 294 268'],
};

const FRINGE: readonly Part[] = Array.from({ length: 11 }, (_, index) => fringe(126 + index * 7.6, 404 + (index % 2) * 2)).concat(
  Array.from({ length: 10 }, (_, index) => fringe(224 + index * 7.4, 372 + index * 0.8)),
);

/** A folded scarf with fringes. */
export const scarf: Shape = {
  ...bare,
  stripes: 'across',
  parts: [
    ...FRINGE,
    { path: 'M220 178 C250 176 280 184 290 196 C300 250 302 310 302 376 C276 384 248 384 222 374 C226 310 226 240 220 178 Z', tone: 'fabric', grain: -3 },
    {
      path: 'M92 132 C96 84 150 58 200 58 C250 58 304 84 308 132 C310 170 290 206 262 220 C230 196 170 196 138 220 C110 206 90 170 92 132 Z',
      tone: 'fabric',
      grain: -4,
    },
    { path: 'M122 128 C134 104 166 92 200 92 C234 92 266 104 278 128 C270 156 236 166 200 166 C164 166 130 156 122 128 Z', tone: 'lining' },
    {
      path: 'M92 126 C86 172 108 212 150 236 C176 250 220 250 248 236 C294 212 314 172 308 126 C296 134 286 130 278 126 C268 150 236 160 200 160 C164 160 132 150 122 126 C114 130 104 134 92 126 Z',
      tone: 'fabric',
      grain: 4,
    },
    { path: 'M126 196 C150 208 190 208 212 196 C218 264 214 336 206 408 C178 416 150 416 122 406 C128 336 132 264 126 196 Z', tone: 'fabric', grain: 2 },
  ],
  folds: [
    'M108 150 C132 196 170 210 210 210 C250 210 282 192 298 150 C296 190 266 228 220 238 C170 244 122 208 108 150 Z',
    'M186 210 C192 270 190 340 182 412 L206 408 C214 336 218 264 212 198 Z',
    'M146 214 C152 280 150 350 144 412 L156 413 C162 350 162 280 158 212 Z',
    'M266 226 C276 270 278 330 276 380 L302 376 C302 320 300 260 292 210 Z',
    'M212 234 C216 290 214 330 210 372 L232 376 C234 320 232 270 228 236 Z',
  ],
  lights: [
    'M122 162 C142 190 168 200 196 202 C168 188 142 172 122 162 Z',
    'M138 226 C140 290 136 350 132 404 C146 350 150 290 148 224 Z',
    'M244 226 C250 280 250 330 248 376 C260 330 260 280 256 224 Z',
  ],
  seams: [
    'M104 168 C130 206 166 216 206 216 C244 214 276 200 298 164',
    'M114 148 C140 186 172 194 204 194 C238 194 268 182 288 148',
    'M122 400 C150 410 178 410 206 402',
  ],
};

const SOCK =
  'M118 66 C140 74 172 74 194 66 C196 140 190 210 184 268 C180 300 160 330 128 362 C110 380 84 380 68 364 C54 348 58 330 74 316 C104 290 118 262 120 222 C124 170 122 118 118 66 Z';

/** A pair of socks. */
export const socks: Shape = {
  ...bare,
  stripes: 'across',
  parts: [...sock(126, -8), ...sock(22, 50)],
  folds: [...sockFolds(126, -8), ...sockFolds(22, 50)],
  lights: [
    placed('M132 110 C136 170 134 220 126 262 C142 230 148 170 146 110 Z', 126, -8),
    placed('M132 110 C136 170 134 220 126 262 C142 230 148 170 146 110 Z', 22, 50),
  ],
  seams: [...sockRibs(126, -8), ...sockRibs(22, 50)],
};

/** A folded piece of cloth with a tag, for whatever has no drawing of its own. */
export const other: Shape = {
  ...bare,
  parts: [
    { path: 'M84 330 C80 346 84 360 96 366 C160 376 250 376 306 366 C318 360 320 344 316 330 Z', tone: 'lining' },
    { path: 'M80 290 C76 312 80 332 92 340 C160 352 250 352 310 340 C322 332 324 310 320 290 Z', tone: 'trim' },
    {
      path: 'M88 142 C84 200 80 250 80 296 C82 308 90 314 102 316 C170 324 240 324 300 316 C312 314 318 306 320 296 C318 240 316 190 310 142 C308 132 302 126 292 126 C230 120 170 120 106 126 C96 126 90 132 88 142 Z',
      tone: 'fabric',
    },
    { path: 'M226 214 L262 190 L290 232 L254 256 Z', tone: 'pale' },
  ],
  folds: ['M82 284 C150 300 250 300 318 284 L320 302 C250 324 150 324 80 304 Z', 'M92 340 C160 352 250 352 310 340 L306 352 C250 362 160 362 96 352 Z'],
  lights: ['M108 140 C102 190 100 230 100 270 C124 240 134 180 132 136 Z'],
  seams: ['M254 204 L262 214', 'M260 199 L250 178 C246 168 238 160 226 158', ...both('M94 332 C110 336 128 338 146 339')],
  stitches: ['M100 300 C170 309 240 309 306 300'],
};

function fringe(x: number, y: number): Part {
  return { path: `M${x} ${y} L${x + 4.6} ${y} L${x + 3.6} ${y + 34} L${x + 0.4} ${y + 34} Z`, tone: 'trim' };
}

function sock(dx: number, dy: number): Part[] {
  const at = (path: string) => placed(path, dx, dy, 1);
  return [
    { path: at('M118 66 C140 56 172 56 194 66 C172 76 140 76 118 66 Z'), tone: 'lining' },
    { path: at(SOCK), tone: 'fabric', grain: 3 },
    { path: at('M68 364 C54 348 58 330 74 316 C92 326 104 344 106 370 C92 376 78 374 68 364 Z'), tone: 'trim' },
    { path: at('M186 252 C182 290 168 318 142 348 C132 326 138 292 158 268 C166 260 176 254 186 252 Z'), tone: 'trim' },
    { path: at('M118 66 C140 74 172 74 194 66 L194 106 C172 114 142 114 121 106 Z'), tone: 'trim' },
  ];
}

function sockFolds(dx: number, dy: number): string[] {
  return [
    'M176 116 C176 180 172 230 168 262 L186 254 C192 200 196 150 194 110 Z',
    'M128 362 C150 340 168 320 178 296 C176 330 150 362 122 374 Z',
    'M121 106 C142 114 172 114 194 106 L194 116 C172 124 142 124 121 116 Z',
  ].map((path) => placed(path, dx, dy));
}

function sockRibs(dx: number, dy: number): string[] {
  return Array.from({ length: 9 }, (_, index) =>
    placed(`M${126 + index * 7.6} ${73 + Math.sin((index / 8) * Math.PI) * 3} L${128 + index * 7.4} ${107 + Math.sin((index / 8) * Math.PI) * 4}`, dx, dy),
  );
}
