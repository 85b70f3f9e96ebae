import { SLIDES_ROW, type Slide } from '../../contract/slides.ts';
import { expectOk } from '../../kernel/result.ts';
import { putRows } from '../db/buckets.ts';
import type { Database } from '../db/database.ts';
import type { MediaStore } from '../media/media-store.ts';
import { copyPhoto } from '../media/photo-copies.ts';
import { DEMO } from './demo-shop.ts';

/**
 * Gives the demo's shop two slides with pictures: the coats, and the bag that can be turned on the screen (`modelled` is its product). Once: what somebody puts
 * in their place stays.
 */
export async function seedSlides(db: Database, media: Pick<MediaStore, 'put'>, modelled: string): Promise<void> {
  const bucket = { tenantId: DEMO.tenantId, bucket: 'slides', scope: DEMO.storeId } as const;
  const known = await db.query('SELECT 1 AS one FROM bucket_rows WHERE tenant_id = $1 AND bucket = $2 AND scope = $3', [
    bucket.tenantId,
    bucket.bucket,
    bucket.scope,
  ]);
  if (known.length > 0) return;
  const slides = [
    { ...coats, picture: await drawn(coatRail(), media) },
    { ...bag, picture: await drawn(bagOnPlinth(), media), opens: { kind: 'product' as const, productId: modelled } },
  ];
  await db.transaction((tx) => putRows(tx, bucket, [{ key: SLIDES_ROW, value: { slides } }]));
}

const coats: Slide = {
  slideId: 'abrigos',
  headline: { es: 'Ya han llegado los abrigos', en: 'The coats are here', pt: 'Já chegaram os casacos', ca: 'Ja han arribat els abrics' },
  words: {
    es: 'Pruébate el tuyo. Si falta tu talla, te la traemos.',
    en: 'Try yours on. If your size is missing, we bring it.',
    pt: 'Experimente o seu. Se faltar o seu tamanho, trazemo-lo.',
    ca: 'Emprova’t el teu. Si falta la teva talla, te la portem.',
  },
  opens: { kind: 'category', category: 'Abrigos' },
};

const bag: Slide = {
  slideId: 'bolso-saco',
  headline: { es: 'Un bolso para cada día', en: 'A bag for every day', pt: 'Uma mala para todos os dias', ca: 'Una bossa per a cada dia' },
  words: {
    es: 'Piel, forma de saco. Gíralo en la pantalla y míralo en tu casa.',
    en: 'Leather, shaped like a sack. Turn it on the screen and see it at home.',
    pt: 'Pele, em forma de saco. Rode-a no ecrã e veja-a em sua casa.',
    ca: 'Pell, en forma de sac. Gira-la a la pantalla i mira-la a casa.',
  },
};

async function drawn(svg: string, media: Pick<MediaStore, 'put'>): Promise<NonNullable<Slide['picture']>> {
  const { file, width, height } = expectOk(await copyPhoto(new TextEncoder().encode(svg), media), "the demo's own drawing can be read");
  return { file: { ...file, type: 'webp' }, width, height };
}

const WIDE = 1600;
const HIGH = 1200;

function picture(ground: string, ...parts: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDE}" height="${HIGH}" viewBox="0 0 ${WIDE} ${HIGH}">${ground}${parts.join('')}</svg>`;
}

/** Four coats on a rail, in the low light of an autumn morning. */
function coatRail(): string {
  const ground = `<defs><linearGradient id="w" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#efe3d1"/><stop offset="1" stop-color="#dcc3a3"/></linearGradient>
    <linearGradient id="s" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#000" stop-opacity=".22"/><stop offset=".3" stop-color="#000" stop-opacity="0"/><stop offset=".75" stop-color="#fff" stop-opacity=".1"/><stop offset="1" stop-color="#000" stop-opacity=".2"/></linearGradient></defs>
    <rect width="${WIDE}" height="${HIGH}" fill="url(#w)"/><circle cx="1210" cy="420" r="330" fill="#f7ead6" opacity=".75"/><path d="M0 1010h${WIDE}v190H0z" fill="#b99873"/><path d="M0 1010h${WIDE}v14H0z" fill="#a5835e"/>`;
  const rail =
    '<path d="M120 150H1480" stroke="#4b3b2c" stroke-width="16" stroke-linecap="round"/><path d="M170 150V1010M1430 150V1010" stroke="#4b3b2c" stroke-width="16"/>';
  return picture(
    ground,
    rail,
    coat(390, '#7d2f22', '#5f2117'),
    coat(690, '#1f4a3d', '#15352b'),
    coat(990, '#c18a4a', '#9a6a33'),
    coat(1260, '#2c3446', '#1d2331'),
  );
}

/** One coat on its hanger; `x` is its middle. */
function coat(x: number, cloth: string, shade: string): string {
  const body =
    'M-92 0 C-128 6 -150 26 -158 60 L-196 400 L-128 416 L-112 250 L-126 720 Q0 748 126 720 L112 250 L128 416 L196 400 L158 60 C150 26 128 6 92 0 L46 -22 L0 40 L-46 -22 Z';
  return `<g transform="translate(${x} 290)"><path d="M0 -138v-14c0 -26 34 -26 34 -4 0 18 -34 22 -34 50L-104 -8M0 -88L104 -8" fill="none" stroke="#3c2f24" stroke-width="9" stroke-linecap="round"/>
    <path d="${body}" fill="${cloth}"/><path d="${body}" fill="url(#s)"/>
    <path d="M-46 -22L-78 96L-34 128L0 250L34 128L78 96L46 -22L0 40z" fill="${shade}"/><path d="M0 250V726" stroke="${shade}" stroke-width="7"/>
    <path d="M-92 430h60v16h-60zM32 430h60v16h-60z" fill="${shade}"/>
    <g fill="#e9dcc6"><circle cx="22" cy="300" r="10"/><circle cx="22" cy="390" r="10"/><circle cx="22" cy="480" r="10"/></g></g>`;
}

/** A leather bag on a plinth, in front of an arch. */
function bagOnPlinth(): string {
  const ground = `<defs><linearGradient id="w" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#d7e0da"/><stop offset="1" stop-color="#b8c8bf"/></linearGradient>
    <linearGradient id="l" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#5b2a14"/><stop offset=".35" stop-color="#9a5a2f"/><stop offset=".7" stop-color="#824520"/><stop offset="1" stop-color="#4a200d"/></linearGradient></defs>
    <rect width="${WIDE}" height="${HIGH}" fill="url(#w)"/><path d="M430 1200V560a370 370 0 0 1 740 0v640z" fill="#eef2ee"/><path d="M0 1060h${WIDE}v140H0z" fill="#93a89c"/>`;
  const plinth =
    '<path d="M520 960h560v240H520z" fill="#f8f7f3"/><path d="M920 960h160v240H920z" fill="#dfe3dd"/><ellipse cx="800" cy="962" rx="250" ry="20" fill="#3a3f3b" opacity=".22"/>';
  const body =
    '<path d="M662 470C662 250 938 250 938 470" fill="none" stroke="#3c1a0a" stroke-width="26" stroke-linecap="round"/><path d="M590 500C560 640 545 800 575 940Q800 985 1025 940C1055 800 1040 640 1010 500Q800 448 590 500z" fill="url(#l)"/>' +
    '<path d="M590 500Q800 552 1010 500Q800 448 590 500z" fill="#3c1a0a"/><path d="M640 490C640 290 960 290 960 490" fill="none" stroke="#6b3418" stroke-width="26" stroke-linecap="round"/>' +
    '<path d="M605 560Q800 610 995 560" fill="none" stroke="#e0b98f" stroke-width="4" stroke-dasharray="16 12" opacity=".8"/><g fill="#d9b25f"><circle cx="642" cy="520" r="15"/><circle cx="958" cy="520" r="15"/></g><path d="M765 640h70v96h-70z" fill="#e7c9a3"/><circle cx="800" cy="660" r="7" fill="#6b3418"/>';
  return picture(ground, plinth, body);
}
