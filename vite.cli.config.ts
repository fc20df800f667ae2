import { defineConfig } from 'vite';

/** The command line as one file that needs nothing but Node. */
export default defineConfig({
  publicDir: false,
  build: {
    outDir: 'dist/cli',
    emptyOutDir: true,
    ssr: 'src/cli/main.ts',
    target: 'node20',
    minify: false,
    rollupOptions: {
      output: { entryFileNames: 'glusterscope.js', banner: '#!/usr/bin/env node', codeSplitting: false },
    },
  },
  ssr: { noExternal: true },
});
