import { FakeClock } from './fake-clock.ts'
import { MemoryNetwork } from './memory-network.ts'
import { describeNetwork } from './network-contract.ts'

describeNetwork('the simulated network', () => {
  const clock = new FakeClock()
  return { network: new MemoryNetwork({ clock }), at: clock.now() }
})
