import { resolve } from 'node:path'
import babel from '@rolldown/plugin-babel'
import react, { reactCompilerPreset } from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

// Everything is bundled: out/ runs on its own, without node_modules (`electron` and node: modules excepted).
export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      rollupOptions: {
        input: { index: resolve('src/main/index.ts'), cli: resolve('src/main/cli.ts') },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      // A sandboxed preload cannot be an ES module and must be one file.
      rollupOptions: {
        input: { index: resolve('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve('src/renderer'),
    // The compiler remembers what a screen drew: a key in the editor draws nothing twice.
    plugins: [react(), babel({ presets: [reactCompilerPreset()] })],
    worker: { format: 'es' },
    resolve: {
      // Monaco 0.56 closed the deep imports that monaco-yaml still uses.
      alias: [{ find: /^monaco-editor\/esm\/vs\/(.*)$/, replacement: 'monaco-editor/$1' }],
    },
    build: {
      minify: true,
      // Fonts must be files: the page's policy has no data: fonts.
      assetsInlineLimit: 0,
      // Monaco is one large chunk, loaded when the editor opens.
      chunkSizeWarningLimit: 4_000,
      rollupOptions: {
        input: { index: resolve('src/renderer/index.html') },
        // The compiler's share of the build is known, and no news for whoever starts Botdesk.
        checks: { pluginTimings: false },
      },
    },
  },
})
