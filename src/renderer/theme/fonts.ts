import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'

/** Resolves once both families are usable: canvas drawings and the editor measure text only after this. */
export async function fontsReady(): Promise<void> {
  await Promise.all([
    document.fonts.load("12px 'Inter Variable'"),
    document.fonts.load("12px 'JetBrains Mono Variable'"),
  ])
}
