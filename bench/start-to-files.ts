import { compare } from './report.ts'
import type { Row } from './report.ts'
import { BenchWorld, botdesk, runToEnd } from './world.ts'

/** From the start of the process to durable files and its end, identity and application, on a bot that has joined. */
export async function startToFiles(): Promise<Row[]> {
  const world = await BenchWorld.start()
  try {
    const file = world.addBot('start', ['identity', 'application'])
    const nothing = { name: '`node -e 0`', run: () => runToEnd(['-e', '0']) }
    return [
      await compare(
        '`botdesk start --oneshot`, two outputs',
        20,
        [{ name: 'process start to exit', run: () => botdesk('start', '-c', file, '--oneshot') }, nothing],
        { aim: '2.5', warmUps: 2 },
      ),
      await compare(
        '`botdesk version`',
        20,
        [{ name: 'process start to exit', run: () => botdesk('version') }, nothing],
        { warmUps: 2 },
      ),
    ]
  } finally {
    await world.stop()
  }
}
