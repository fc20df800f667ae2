/** Bundles one of our TypeScript benches for Node, as the command line is bundled. Returns the file's path. */
import { join } from 'node:path';
import { build } from 'vite';

export async function bundle(entry, folder) {
  await build({
    root: new URL('..', import.meta.url).pathname,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rollupOptions: { output: { entryFileNames: '[name].mjs' } },
    },
    ssr: { noExternal: true },
  });
  return join(folder, `${entry.replace(/^.*\//, '').replace(/\.ts$/, '')}.mjs`);
}
