import path from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const OUT = path.resolve(import.meta.dirname, 'dist');
const ROOT = path.resolve(import.meta.dirname, '../..');

/** Migrations, fonts, pages and workers are found from the source that names them: each module keeps its own address. */
function ownAddresses(): Plugin {
  return {
    name: 'boon-own-addresses',
    transform(code, id) {
      if (!id.startsWith(ROOT) || id.includes('node_modules') || !code.includes('import.meta.url'))
        return null;
      const own = `new URL(${JSON.stringify(path.relative(OUT, id))}, import.meta.url).href`;
      return code.replaceAll('import.meta.url', own);
    },
  };
}

/**
 * The server, and the commands beside it, in a few files. Node reads TypeScript by itself, but to find, read and strip a thousand files takes it seconds at
 * each start, and memory that it does not give back.
 */
export default defineConfig({
  plugins: [ownAddresses()],
  ssr: {
    noExternal: true,
    // One starts workers from files of its own; the other is optional to pg, and never installed.
    external: ['tinypool', 'pg-native'],
  },
  build: {
    ssr: true,
    target: 'node24',
    minify: false,
    rolldownOptions: {
      input: ['src/main.ts', 'src/maintenance/verify-ledger.ts', 'src/maintenance/rotate-codes.ts'],
      // All in one folder, from which the addresses above are counted.
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
