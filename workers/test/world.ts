import { rateBins, vendorTokens } from "#schemas/tables/index.ts"
import { network, SHOP_URL, testCtx } from "./ctx.ts"
import { sandboxAt, SANDBOX_URL } from "./sandbox.ts"

/**
 * A shop and vendors of its own at one clock, which runs as the real one does and skips what the shop would wait for a vendor's window.
 * `ready` forgets the grants of the other sandbox, which are worth nothing here, and the calls that were counted by the other clock; it
 * belongs before the first test and after the last.
 */
export function world(name: string) {
  let skipped = 0
  const now = () => new Date(Date.now() + skipped)
  const vendors = sandboxAt(name, now)
  const fetch: typeof globalThis.fetch = (input, init) => {
    const request = new Request(input, init)
    return request.url.startsWith(SHOP_URL) ? network(request) : vendors.fetch(request)
  }
  const ctx = testCtx({ now, wait: async (ms) => void (skipped += ms), fetch })
  const misbehave = (vendor: string, how: object) =>
    vendors.fetch(`${SANDBOX_URL}/sandbox/misbehave/${vendor}`, { method: "POST", body: JSON.stringify(how) })
  const ready = async () => void (await Promise.all([ctx.db.delete(vendorTokens), ctx.db.delete(rateBins)]))
  return { ctx, vendors, misbehave, ready }
}
