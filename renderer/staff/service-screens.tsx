import type { ReactNode } from 'react';
import type { StaffView } from '../../src/contract/station/views.ts';
import { useRoute } from '../ui/route.ts';
import { ServiceBoard } from './service-board.tsx';
import { ServiceDoor } from './service-door.tsx';
import { ServiceExport } from './service-export.tsx';
import { ServiceHome } from './service-home.tsx';
import { ServiceRestore } from './service-restore.tsx';
import { ServiceWiring } from './service-wiring.tsx';

/** The technician's screens, by the rest of the address: `/staff/service/door/1-04`. */
export function ServiceScreens({ view, corner }: { readonly view: StaffView; readonly corner: ReactNode }) {
  const [, , , what = '', first = '', other = ''] = useRoute().split('/');
  switch (what) {
    case 'door':
      return <ServiceDoor compartmentId={decodeURIComponent(first)} corner={corner} />;
    case 'board':
      return <ServiceBoard view={view} bus={decodeURIComponent(first)} board={Number(other)} corner={corner} />;
    case 'wiring':
      return <ServiceWiring search={view.service?.wiring ?? null} corner={corner} />;
    case 'export':
      return <ServiceExport corner={corner} />;
    case 'restore':
      return <ServiceRestore corner={corner} />;
    default:
      return <ServiceHome view={view} corner={corner} />;
  }
}
