import { userInfo } from 'node:os'
import { describe, expect, test } from 'vitest'
import { createNodeProcesses } from './node-processes.ts'

const processes = createNodeProcesses()
const options = { timeoutMs: 10_000, signal: new AbortController().signal }

describe('processes of Node', () => {
  test('know who and where they are', () => {
    const { pid, uid, userName } = processes
    expect({ pid, uid, userName }).toEqual({
      pid: process.pid,
      uid: userInfo().uid,
      userName: userInfo().username,
    })
    expect(processes.usage().residentBytes).toBeGreaterThan(1_000_000)
  })

  test('take an empty variable as unset', () => {
    process.env['BOTDESK_TEST_EMPTY'] = ''
    process.env['BOTDESK_TEST_SET'] = 'value'
    expect(processes.environment('BOTDESK_TEST_EMPTY')).toBeUndefined()
    expect(processes.environment('BOTDESK_TEST_SET')).toBe('value')
  })

  test('give output and exit code, without a shell', async () => {
    const script = 'process.stdout.write(process.argv[1]); process.stderr.write("e"); process.exitCode = 3'
    const result = await processes.run(process.execPath, ['-e', script, '$HOME; *'], options)
    expect(result).toEqual({ exitCode: 3, stdout: '$HOME; *', stderr: 'e' })
  })

  test('tell death by a signal as a shell does', async () => {
    const result = await processes.run(
      process.execPath,
      ['-e', 'process.kill(process.pid, "SIGTERM")'],
      options,
    )
    expect(result.exitCode).toBe(143)
  })

  test('say that a program is missing', async () => {
    await expect(processes.run('/none/such', [], options)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('end a program at its deadline and when the signal aborts', async () => {
    const wait = ['-e', 'setTimeout(() => {}, 60000)']
    const late = processes.run(process.execPath, wait, { ...options, timeoutMs: 100 })
    await expect(late).rejects.toMatchObject({ name: 'TimeoutError' })
    const abort = new AbortController()
    const cancelled = processes.run(process.execPath, wait, { ...options, signal: abort.signal })
    abort.abort()
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('give a program that reads its input an end of it, after what it is to read', async () => {
    expect(await processes.run('cat', [], options)).toEqual({ exitCode: 0, stdout: '', stderr: '' })
    const told = await processes.run('cat', [], { ...options, input: 'one line\n' })
    expect(told.stdout).toBe('one line\n')
  })

  test('add to the environment', async () => {
    const environment = { BOTDESK_TEST_ADDED: 'added' }
    const script =
      'process.stdout.write(`${process.env.BOTDESK_TEST_ADDED} ${process.env.PATH !== undefined}`)'
    const result = await processes.run(process.execPath, ['-e', script], { ...options, environment })
    expect(result.stdout).toBe('added true')
  })
})
