import { contextBridge, ipcRenderer } from 'electron';

// The names are written again here: a sandboxed preload script is one file. A test holds them to `port-broker.ts`.
const REQUEST_PORT = 'pasillo:request-port';
const PORT_READY = 'pasillo:port';
const PAGE_ORIGIN = 'app://kiosk';

ipcRenderer.on(PORT_READY, (event) => {
  const port = event.ports[0];
  if (port !== undefined) window.postMessage(PORT_READY, PAGE_ORIGIN, [port]);
});

// All that the page gets (rule E-20): one function that takes nothing and returns nothing.
contextBridge.exposeInMainWorld(
  'pasillo',
  Object.freeze({
    requestPort(): void {
      ipcRenderer.send(REQUEST_PORT);
    },
  }),
);
