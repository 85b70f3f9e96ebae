/** Names of the line drawings that buttons and banners use. */
export type IconName =
  | 'back'
  | 'help'
  | 'bag'
  | 'search'
  | 'close'
  | 'check'
  | 'plus'
  | 'minus'
  | 'globe'
  | 'reach'
  | 'locker'
  | 'truck'
  | 'mail'
  | 'phone'
  | 'print'
  | 'cloud-off'
  | 'warning'
  | 'shop'
  | 'warehouse'
  | 'backspace'
  | 'shift'
  | 'staff'
  | 'forward'
  | 'code'
  | 'till'
  | 'trash'
  | 'door'
  | 'refresh'
  | 'cube'
  | 'split'
  | 'sound'
  | 'sound-off'
  | 'pause'
  | 'play';

const paths: Readonly<Record<IconName, string>> = {
  sound: 'M4 9.5v5h3.5L12 18.500v-13L7.500 9.500zM15 9a4 4 0 0 1 0 6M17.500 6.500a7.500 7.500 0 0 1 0 11',
  'sound-off': 'M4 9.5v5h3.500L12 18.500v-13L7.500 9.500zM15.500 9.500l5 5M20.500 9.500l-5 5',
  pause: 'M9 6v12M15 6v12',
  play: 'M8 5.500v13l10-6.500z',
  back: 'M15 5l-7 7 7 7',
  forward: 'M9 5l7 7-7 7',
  help: 'M9 9.2a3 3 0 1 1 4.6 2.5c-1 .7-1.6 1.2-1.6 2.3M12 17.4v.2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z',
  bag: 'M5.5 8h13l1 12.5h-15zM9 8V6.5a3 3 0 0 1 6 0V8',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.4 15.4L20.5 20.5',
  close: 'M6 6l12 12M18 6L6 18',
  check: 'M5 12.5l4.6 4.6L19 7.5',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  globe: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18',
  reach: 'M12 5.4v.2M5.5 9c4 1.2 9 1.2 13 0M12 10v5M12 15l-3 5.5M12 15l3 5.5',
  locker: 'M4 4h16v16H4zM12 4v16M4 12h8M12 9h8M12 14.5h8M9.4 7.5v1M9.4 15.5v1M14.8 6v.8M14.8 11.4v.8M14.8 17v.8',
  truck: 'M3 6.5h11v10H3zM14 10h4l3 3.2v3.3h-7M7.5 19a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6zM17.3 19a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6z',
  mail: 'M3.5 6h17v12.5h-17zM3.5 7l8.5 6.5L20.5 7',
  phone: 'M7 2.8h10v18.4H7zM11 18.4h2',
  print: 'M7 9V4h10v5M6 17H4V9.2h16V17h-2M7 14h10v6.2H7z',
  'cloud-off': 'M7 18.5h10.5a3.6 3.6 0 0 0 1-7M15.7 8A5.6 5.6 0 0 0 7.4 9.6 4.5 4.5 0 0 0 6 18.2M4 4l16 16',
  warning: 'M12 4l9 15.8H3zM12 10v4.5M12 17v.2',
  shop: 'M4 10v10h16V10M3 10l2-6h14l2 6zM9.5 20v-6h5v6',
  warehouse: 'M3 20V9l9-5 9 5v11M7 20v-8h10v8M7 16h10',
  backspace: 'M8.5 5.5H21v13H8.5L2.8 12zM11.5 9.5l5 5M16.5 9.5l-5 5',
  shift: 'M12 4l7.5 8H15v7.5H9V12H4.5z',
  staff: 'M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.8-4.4 3.7-6 7.5-6s6.7 1.6 7.5 6',
  code: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.500v2.500H14zM17.5 17.500H20V20h-2.500zM20 14v.5M14 20v-.5',
  till: 'M4 20h16v-5H4zM6 15l1.5-6.500h9L18 15M9 8.500V4.500h6v4M8 17.500h8',
  trash: 'M4.5 7h15M9.5 7V4.500h5V7M6.5 7l1 13.500h9l1-13.500M10.3 10.500v6.500M13.7 10.500v6.5',
  door: 'M6 20.500V3.500h12v17M3.5 20.500h17M14.5 11.600v1',
  split: 'M4 12h5l4-6h7M9 12l4 6h7M17 3l3 3-3 3M17 15l3 3-3 3',
  cube: 'M12 3l8 4.500v9L12 21l-8-4.500v-9zM4 7.500l8 4.500 8-4.500M12 12v9',
  refresh: 'M19.5 8A8.2 8.2 0 1 0 20.2 12M20 3.500V8.200h-4.7',
};

/** A line drawing as tall as the text around it. Decoration: the words beside it carry the meaning. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 24 24"
      width="1em"
      height="1em"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
