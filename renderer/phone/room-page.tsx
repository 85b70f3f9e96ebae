import type { Model } from '../../src/contract/catalogue.ts';
import type { Locale } from '../../src/contract/schema.ts';
import { useText } from '../i18n/use-text.ts';
import { ModelView } from '../ui/model-view.tsx';
import { Trouble } from './page-parts.tsx';
import './bag-page.css';
import { PhoneFrame } from './phone-frame.tsx';

/** The model that an address names, `/m/<hash>.glb`, and beside it the file for phones that read nothing else: `?usdz=<hash>`. Null: another page. */
export function modelBehind(location: { readonly pathname: string; readonly search: string }): Model | 'broken' | null {
  if (!location.pathname.startsWith('/m/')) return null;
  const hash = /^\/m\/([0-9a-f]{64})\.glb$/.exec(location.pathname)?.[1];
  const usdz = /^[0-9a-f]{64}$/.exec(new URLSearchParams(location.search).get('usdz') ?? '')?.[0];
  if (hash === undefined) return 'broken';
  return { glb: { hash, type: 'glb', bytes: 1 }, ...(usdz === undefined ? {} : { usdz: { hash: usdz, type: 'usdz', bytes: 1 } }) };
}

/** A product in three dimensions on a phone, and in the room where the phone is. */
export function RoomPage({ model, browserLocale }: { readonly model: Model | 'broken'; readonly browserLocale: Locale }) {
  return (
    <PhoneFrame shop="" theme={undefined} locale={browserLocale}>
      <Room model={model} />
    </PhoneFrame>
  );
}

function Room({ model }: { readonly model: Model | 'broken' }) {
  const text = useText();
  if (model === 'broken') return <Trouble title={text('room.missing.title')} body={text('room.missing.body')} onAgain={null} />;
  return (
    <>
      <title>{text('room.title')}</title>
      <h1>{text('room.title')}</h1>
      <p>{text('room.lead')}</p>
      <ModelView model={model} alt={text('room.alt')} inRoom />
      <p className="phone-bag-note">{text('room.note')}</p>
    </>
  );
}
