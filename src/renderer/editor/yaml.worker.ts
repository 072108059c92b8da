// The bundler needs a file of our own to make a worker of (toolchain.md 4).
import 'monaco-yaml/yaml.worker.js'
