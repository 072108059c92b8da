import { stringify } from 'yaml'

/**
 * YAML of plain data for any reader: words and numbers that YAML 1.1 takes for something else (`no`, `22:22`) are
 * quoted, no line is folded, and equal parts are written out each time.
 */
export function yamlText(value: object): string {
  return stringify(value, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false })
}
