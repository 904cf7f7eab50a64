import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/assets/portal/',
  plugins: [react(), tailwindcss()],
  // The page's policy allows fonts and pictures from its own origin only, not data: addresses.
  build: { assetsInlineLimit: 0 },
});
