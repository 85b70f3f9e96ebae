import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * Builds the two pages: `index.html` for stations and `phone.html` for customers' phones. Nothing is inlined, because the
 * shells and the hub serve them with `script-src 'self' 'wasm-unsafe-eval'; style-src 'self'`.
 */
export default defineConfig({
  root: 'renderer',
  base: '/',
  publicDir: false,
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome130',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { index: 'renderer/index.html', phone: 'renderer/phone.html' },
      // The schema library and what forbids it to make code from text stay together: whichever chunk makes the first schema, that has run before.
      output: { codeSplitting: { groups: [{ name: 'schemas', test: /node_modules[\\/]zod[\\/]|bridge[\\/]no-eval\.ts$/ }] } },
    },
  },
});
