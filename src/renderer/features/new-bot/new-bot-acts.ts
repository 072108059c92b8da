import { openDocument } from '../../../shared/config/edit/index.ts'
import type { Change } from '../../../shared/config/edit/model.ts'
import type { JoinMethodKind } from '../../../shared/config/form/model.ts'
import { edited } from '../../wizard/edited.ts'
import type { Wizard } from '../../wizard/use-wizard.ts'
import { addressIn, textAt, withAddress, type AddressKey } from './bot-text.ts'
import { homeOf, withJoinOf, withoutJoin } from './join-text.ts'

interface ActOptions {
  readonly wizard: Wizard
  readonly dataFolder: string
  readonly key: AddressKey
  readonly methods: readonly JoinMethodKind[]
  readonly storageFolder: string
}

/** What the steps can write. */
export function actsOf({ wizard, dataFolder, key, methods, storageFolder }: ActOptions) {
  return {
    setName: (name: string) => setName(wizard, dataFolder, name),
    setWhere: (where: string) => setWhere(wizard, where),
    setAddress(address: string, nextKey: AddressKey = key) {
      // Where the file was somebody's before, its comments stay.
      if (wizard.base !== '' && nextKey === key) wizard.change([{ kind: 'set', path: [key], value: address }])
      else wizard.set({ text: withAddress(wizard.read().text, nextKey, address) })
    },
    /** Another method; sections that only others read go. */
    setMethod(method: string) {
      const kept = methods.find((each) => each.method === method)?.fields.map((field) => field.key) ?? []
      const sections = methods.flatMap((each) => each.fields.filter((field) => field.kind === 'section'))
      wizard.change([
        { kind: 'set', path: ['onboarding', 'join_method'], value: method },
        ...tokenNameChanges(wizard, method, wizard.read().answers['folderName'] ?? ''),
        ...sections
          .filter((section) => !kept.includes(section.key))
          .map((section) => ({ kind: 'remove' as const, path: ['onboarding', section.key] })),
      ])
    },
    setPins(pins: readonly string[], decision: 'used' | 'without' | '') {
      const path = ['onboarding', 'ca_pins']
      wizard.change([pins.length === 0 ? { kind: 'remove', path } : { kind: 'set', path, value: pins }])
      wizard.answer('pin', decision)
    },
    /** What was pasted takes the place of the text; name and roles stay. */
    takeImport(text: string) {
      wizard.set({
        text: complete(text, storageFolder),
        answers: { ...wizard.read().answers, pin: '', imported: 'yes' },
      })
    },
  }
}

/** With every method but `token`, the token is a resource with a name that is no secret: a suggested one follows its parts. */
function tokenNameChanges(wizard: Wizard, method: string, name: string): readonly Change[] {
  const path = ['onboarding', 'token']
  const { answers, base } = wizard.read()
  const now = textAt(wizard.document, ...path)
  const methodBefore = textAt(wizard.document, 'onboarding', 'join_method')
  const file = openDocument(base)
  const written = textAt(file, ...path)
  const isSuggested = now === '' || now === tokenName(answers['folderName'] ?? '', methodBefore)
  // The secret of a file is not the name that another method needs, and the other way round.
  const isOfFile = written !== '' && now === written && (methodBefore === 'token') !== (method === 'token')
  if (!isSuggested && !isOfFile) return []
  const isBack = written !== '' && textAt(file, 'onboarding', 'join_method') === method
  const next = isBack ? written : tokenName(name, method)
  return [next === '' ? { kind: 'remove', path } : { kind: 'set', path, value: next }]
}

function tokenName(name: string, method: string): string {
  return method === 'token' ? '' : `${name}-${method.replaceAll('_', '-')}`
}

/** Another name; folders that were suggested with the old one follow it. What cannot be a name changes no folder. */
function setName(wizard: Wizard, dataFolder: string, name: string): void {
  const { text, answers } = wizard.read()
  if (!/^[\w.-]+$/.test(name)) {
    wizard.answer('name', name)
    return
  }
  const follow = (path: string): string =>
    path.replaceAll(`${dataFolder}/bots/${answers['folderName'] ?? ''}/`, `${dataFolder}/bots/${name}/`)
  const suggested = answers['suggested']
  const method = textAt(wizard.document, 'onboarding', 'join_method')
  wizard.set({
    text: edited(follow(text), tokenNameChanges(wizard, method, name)),
    answers: {
      ...answers,
      name,
      folderName: name,
      ...(suggested === undefined ? {} : { suggested: follow(suggested) }),
    },
  })
}

/**
 * The other kind of cluster: how the bot joins begins again, or is what its file says where it comes back. An address
 * that was typed is there again; a pin is not, it was compared for what answered then.
 */
export function setWhere(wizard: Wizard, where: string): void {
  const { text, answers, base } = wizard.read()
  if ((answers['where'] ?? 'teleport') === where) return
  const isBack = base !== '' && where === homeOf(answers)
  const begun = isBack ? withJoinOf(base, text) : withoutJoin(text)
  const { key, address } = addressIn(openDocument(text))
  const isLeft = where === 'local'
  wizard.set({
    text: isLeft ? begun : withTyped(begun, answers),
    answers: {
      ...answers,
      ...(isLeft ? { typedKey: key, typedAddress: address } : {}),
      where,
      pin: '',
      token: '',
      typedToken: '',
      tokenLost: '',
    },
  })
}

function withTyped(text: string, { typedKey, typedAddress = '' }: Wizard['answers']): string {
  if (typedAddress === '') return text
  const key = typedKey === 'auth_server' ? 'auth_server' : 'proxy_server'
  const written = addressIn(openDocument(text))
  // In place, so that its comment stays.
  return written.key === key && written.address !== ''
    ? edited(text, [{ kind: 'set', path: [key], value: typedAddress }])
    : withAddress(text, key, typedAddress)
}

/** A pasted text with what the steps need: a storage folder of this bot's own. */
function complete(text: string, storage: string): string {
  const document = openDocument(text)
  if (document === undefined || document.valueAt(['storage']) !== undefined) return text
  return edited(text, [{ kind: 'set', path: ['storage'], value: { type: 'directory', path: storage } }])
}
