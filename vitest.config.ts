import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const renderer = ['src/renderer/**/*.test.{ts,tsx}']

export default defineConfig({
  test: {
    env: { ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent' },
    projects: [
      {
        extends: true,
        test: { name: 'node', include: ['src/**/*.test.ts', 'proto/**/*.test.ts'], exclude: renderer },
      },
      {
        extends: true,
        plugins: [react()],
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
