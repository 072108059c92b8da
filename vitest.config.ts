import babel from '@rolldown/plugin-babel'
import react, { reactCompilerPreset } from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const renderer = ['src/renderer/**/*.test.{ts,tsx}']

export default defineConfig({
  test: {
    env: { ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent' },
    maxWorkers: 2,
    // Real disks and programs on a busy machine: a limit that only a hang reaches.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    setupFiles: ['build/property-seed.mjs'],
    projects: [
      {
        extends: true,
        test: { name: 'node', include: ['src/**/*.test.ts', 'proto/**/*.test.ts'], exclude: renderer },
      },
      {
        // Runs the built program and real peers: "npm run build" comes first.
        extends: true,
        test: { name: 'programs', include: ['e2e/programs/**/*.test.ts'] },
      },
      {
        extends: true,
        plugins: [react(), babel({ presets: [reactCompilerPreset()] })],
        test: {
          name: 'renderer',
          include: renderer,
          environment: 'jsdom',
          setupFiles: ['src/renderer/testing/setup.ts'],
        },
      },
    ],
  },
})
