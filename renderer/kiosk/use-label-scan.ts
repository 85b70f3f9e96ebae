import { useState } from 'react';
import { isBagUrl } from '../../src/contract/bag-code.ts';
import type { BagTaken } from '../../src/contract/station/bag-views.ts';
import type { ProductDetail, VariantDetail } from '../../src/contract/station/views.ts';
import { useKiosk } from '../bridge/hooks.tsx';
import { usePortReader } from '../reading/use-port-reader.ts';
import { useWedge } from '../reading/use-wedge.ts';
import { goTo } from '../ui/route.ts';

/** Why a label led nowhere. */
export type LabelProblem = 'unknown' | 'unreadable' | 'unreachable';

/** What came of the last code that was read, to be told; a label that led straight to its goods tells by itself. */
export type ReadOutcome =
  | { readonly kind: 'problem'; readonly problem: LabelProblem }
  /** Goods, read where going to them would lose what the person was doing: they are asked. */
  | { readonly kind: 'goods'; readonly product: ProductDetail; readonly variant: VariantDetail }
  /** Goods, read when the order was placed already. */
  | { readonly kind: 'after-order' }
  | { readonly kind: 'bag'; readonly taken: BagTaken }
  | { readonly kind: 'bag-problem'; readonly problem: 'unreadable' | 'unreachable' };

/**
 * Codes of another kind than goods and bags, and what they lead to. `take` answers whether the station heard it; if not, it is worth reading again.
 * Add one to the list in `session-screens.tsx` for each kind of code that a shopper may hold to the scanner on any screen.
 */
export interface CodeReader {
  readonly knows: (code: string) => boolean;
  readonly take: (code: string) => Promise<boolean>;
}

/** The reading of codes in a session. */
export interface LabelScan {
  readonly outcome: ReadOutcome | null;
  readonly forget: () => void;
  /** A code that a camera saw. Answers whether the station heard it; if not, it is worth reading again. */
  readonly read: (code: string) => Promise<boolean>;
}

/** What a label of goods does on a screen: lead to them, ask first, or say that it is too late. */
export type LabelMode = 'go' | 'ask' | 'after-order';

const MAX_LABEL = 512;

/** A scanner that types is recognised by its speed; its first keys have reached the field by then. */
const STRAY_KEYS = 2;

/**
 * Leads from a code, held to the scanner or the camera on whatever screen, to what it stands for. `onStray` hears which keys of the scanner may stand in a
 * field now. A code is a sign of life like a touch.
 */
export function useLabelScan(mode: LabelMode, readers: readonly CodeReader[], onStray: (keys: string) => void): LabelScan {
  const { catalogue, intents } = useKiosk();
  const [outcome, setOutcome] = useState<ReadOutcome | null>(null);
  const readLabel = async (code: string): Promise<boolean> => {
    const found = await catalogue.scan({ code: code.slice(0, MAX_LABEL) });
    if (!found.ok) {
      const { kind } = found.error;
      const isHeard = kind === 'unknown' || kind === 'unreadable';
      setOutcome({ kind: 'problem', problem: isHeard ? kind : 'unreachable' });
      return isHeard;
    }
    const { productId, sku } = found.value;
    if (mode === 'after-order') setOutcome({ kind: 'after-order' });
    else if (mode === 'go') {
      setOutcome(null);
      goTo(routeOf(productId, sku));
    } else {
      const detail = await catalogue.product({ productId });
      const variant = detail.ok ? detail.value.variants.find((candidate) => candidate.sku === sku) : undefined;
      if (!detail.ok || variant === undefined) setOutcome({ kind: 'problem', problem: 'unreachable' });
      else setOutcome({ kind: 'goods', product: detail.value, variant });
    }
    return true;
  };
  const readBag = async (code: string): Promise<boolean> => {
    if (mode === 'after-order') {
      setOutcome({ kind: 'after-order' });
      return true;
    }
    const taken = await intents.takeBag({ code });
    if (taken.ok) setOutcome({ kind: 'bag', taken: taken.value });
    else setOutcome({ kind: 'bag-problem', problem: taken.error.kind === 'unreadable' ? 'unreadable' : 'unreachable' });
    return taken.ok || taken.error.kind === 'unreadable';
  };
  const read = (code: string): Promise<boolean> => {
    void intents.touch().then(() => undefined);
    const reader = readers.find(({ knows }) => knows(code));
    if (reader !== undefined) return reader.take(code);
    return isBagUrl(code) ? readBag(code) : readLabel(code);
  };
  useWedge('typing', (reading) => {
    if (reading.kind === 'code') {
      onStray(reading.text.slice(0, STRAY_KEYS));
      void read(reading.text);
    } else setOutcome({ kind: 'problem', problem: 'unreadable' });
  });
  usePortReader('area', ({ kind, code }) => {
    if (kind === 'badge') return false;
    void read(code);
    return true;
  });
  return { outcome, forget: () => setOutcome(null), read };
}

/** The page of a product with one of its variants chosen. */
export function routeOf(productId: string, sku: string): string {
  return `/kiosk/p/${encodeURIComponent(productId)}?${new URLSearchParams({ sku }).toString()}`;
}
