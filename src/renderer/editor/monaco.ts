import * as monaco from 'monaco-editor/editor'
import 'monaco-editor/features/register.all'
import 'monaco-editor/languages/definitions/yaml/register'
import EditorWorker from 'monaco-editor/editor/editor.worker?worker'
import { configureMonacoYaml } from 'monaco-yaml'
import { registerAuthoring } from './authoring.ts'
import { registerFixes } from './fixes.ts'
import { defineThemes } from './theme.ts'
import YamlWorker from './yaml.worker?worker'

self.MonacoEnvironment = { getWorker: () => new EditorWorker() }

/**
 * monaco-yaml asks for the worker API that Monaco dropped in 0.53. The bootstrap of its worker eats the first
 * message and reads its settings from the second (toolchain.md 4).
 */
const withYamlWorker = {
  ...monaco,
  languages: {
    ...monaco.languages,
    registerCompletionItemProvider(
      language: string,
      provider: monaco.languages.CompletionItemProvider,
    ): monaco.IDisposable {
      return monaco.languages.registerCompletionItemProvider(language, withoutSkeletons(provider))
    },
  },
  editor: {
    ...monaco.editor,
    createWebWorker({ createData }: { createData: unknown }) {
      const worker = new YamlWorker()
      worker.postMessage('ignore', [])
      worker.postMessage(createData, [])
      return monaco.editor.createWebWorker({ worker })
    },
  },
}

/** Whole entries are offered by our snippets, which know what has to be filled in. */
function withoutSkeletons(
  provider: monaco.languages.CompletionItemProvider,
): monaco.languages.CompletionItemProvider {
  return {
    ...provider,
    async provideCompletionItems(...place) {
      const list = await provider.provideCompletionItems(...place)
      return list && { ...list, suggestions: list.suggestions.filter((each) => !isSkeleton(each)) }
    },
  }
}

function isSkeleton({ insertText }: monaco.languages.CompletionItem): boolean {
  return /^(?:- )?type: [^\n]*\n/.test(insertText)
}

// Problems, fixes, names and format come from our own functions, so the worker only completes and explains.
const yaml = configureMonacoYaml(withYamlWorker, {
  enableSchemaRequest: false,
  validate: false,
  format: { enable: false },
  schemas: [],
})

let currentSchema: object | undefined

/** Sets the schema that completion and hover of every editor follow. */
export function setEditorSchema(schema: object): void {
  if (schema === currentSchema) return
  currentSchema = schema
  void yaml.update({
    schemas: [{ uri: 'inmemory://botdesk/tbot.schema.json', fileMatch: ['**/*.yaml'], schema }],
  })
}

defineThemes(monaco)
registerFixes(monaco)
registerAuthoring(monaco)

/** Monaco with YAML, our themes and our quick fixes: import it only lazily, it weighs about 4 MB. */
export { monaco }
