import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const GZIP_BYTES_MAX = 10_000;

/** Ships the types beside the script, so a TypeScript host can take both from one place; React's apart, for who has it. */
function hostTypes(): Plugin {
  const read = (name: string) => readFileSync(new URL(`src/${name}`, import.meta.url), 'utf8');
  return {
    name: 'boon-host-types',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'v1.d.ts', source: read('host-types.ts') });
      const source = read('react-types.ts').replace('./host-types.ts', './v1.js');
      this.emitFile({ type: 'asset', fileName: 'v1-react.d.ts', source });
    },
  };
}

/** Every visitor of every checkout loads this script: growing past the limit fails the build. */
function sizeLimit(): Plugin {
  return {
    name: 'boon-size-limit',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue;
        const bytes = gzipSync(file.code).length;
        if (bytes > GZIP_BYTES_MAX)
          this.error(`${file.fileName} is ${bytes} bytes gzip, over ${GZIP_BYTES_MAX}`);
      }
    },
  };
}

export default defineConfig({
  plugins: [hostTypes(), sizeLimit()],
  build: {
    target: ['chrome123', 'firefox121', 'safari17.5'],
    lib: { entry: 'src/main.ts', formats: ['iife'], name: 'BoonWidget', fileName: () => 'v1.js' },
    rolldownOptions: {
      // Without this the web socket and streaming links, never used here, would ride along.
      treeshake: {
        moduleSideEffects: (id) => !id.includes('@trpc'),
        propertyReadSideEffects: false,
        propertyWriteSideEffects: false,
      },
    },
  },
});
