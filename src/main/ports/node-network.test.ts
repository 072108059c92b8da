import { createNodeNetwork } from './node-network.ts'
import { describeNetwork } from './testing/network-contract.ts'

describeNetwork('the real network', () => ({
  network: createNodeNetwork({ environment: {} }),
  at: Date.now(),
}))
