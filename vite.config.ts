import { defineConfig, type Plugin } from 'vite';
import react from '@vitejs/plugin-react';
import { compactPrograms } from './scripts/compact-programs.ts';
import { policy, policyHeaders } from './scripts/policy.ts';

/** The same policy as a meta tag in the built page, for hosts that send no headers. */
function policyMeta(): Plugin {
  return {
    name: 'policy-meta',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
        injectTo: 'head-prepend',
      },
    ],
  };
}

export default defineConfig({
  base: './',
  plugins: [react(), policyMeta()],
  build: { outDir: 'dist/app', target: 'es2023', modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  worker: { format: 'es', plugins: () => [compactPrograms()] },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1', port: 4173, headers: policyHeaders },
});
