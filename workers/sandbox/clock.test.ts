import { expect, test } from "vitest"
import { clock } from "#workers/test/ctx.ts"
import { sandboxAt, sandboxFetch, SANDBOX_URL } from "#workers/test/sandbox.ts"

const time = clock("2027-01-04T09:00:00Z")
const own = sandboxAt("clock", time.now)

async function tell(fetcher: typeof fetch, vendor: string, order: object) {
  const reply = await fetcher(`${SANDBOX_URL}/sandbox/clock/${vendor}`, { method: "POST", body: JSON.stringify(order) })
  return { status: reply.status, body: await reply.json<{ now?: string; runs?: boolean; error?: string }>() }
}
const headers = { "content-type": "application/json", "x-shopify-access-token": "shpat_autonomax_sandbox" }
/** Points left in Shopify's bucket after one query; null when it was refused as throttled. */
async function points(): Promise<number | null> {
  const body = JSON.stringify({ query: "{ orders(first: 200) { nodes { id name createdAt updatedAt } } }" })
  const reply = await own.fetch(`${SANDBOX_URL}/admin/api/2026-10/graphql.json`, { method: "POST", headers, body })
  const { errors, extensions } = await reply.json<{
    errors?: unknown
    extensions: { cost: { throttleStatus: { currentlyAvailable: number } } }
  }>()
  return errors ? null : extensions.cost.throttleStatus.currentlyAvailable
}

test("a vendor's window neither opens nor closes while its clock stands, and opens when the clock goes on", async () => {
  const first = await points()
  let spent = 0
  while ((await points()) !== null && spent < 500) spent++
  expect(first).toBeGreaterThan(10_000)
  expect(spent).toBeGreaterThan(10)
  expect(await points()).toBeNull()
  time.pass(1)
  expect(await points()).not.toBeNull()
})

test("a moved clock never goes back, goes on by itself only when told to, and refuses other orders", async () => {
  expect(await tell(own.fetch, "etsy", { pass: 90 })).toEqual({ status: 200, body: { now: at(91), runs: false } })
  const back = await tell(own.fetch, "etsy", { hold: "2027-01-04T09:00:00Z" })
  expect([back.status, back.body.error]).toEqual([409, `This clock shows ${at(91)} and never goes back.`])
  expect((await tell(own.fetch, "etsy", { run: true })).body.runs).toBe(true)
  for (const wrong of [{}, { pass: -1 }, { pass: 1, run: true }, { hold: "tomorrow" }])
    expect([wrong, (await tell(own.fetch, "etsy", wrong)).status]).toEqual([wrong, 400])
  expect((await tell(own.fetch, "nobody", { pass: 1 })).status).toBe(404)
})

test("a grant of an hour is dead an hour later by the vendor's clock; the clocks of others go on as they were", async () => {
  const form = { grant_type: "refresh_token", client_id: "autonomaxsandbox", refresh_token: "1.sandboxrefresh" }
  const granted = await own.fetch(`${SANDBOX_URL}/v3/public/oauth/token`, { method: "POST", body: new URLSearchParams(form) })
  const { access_token } = await granted.json<{ access_token: string }>()
  const look = () =>
    own.fetch(`${SANDBOX_URL}/v3/application/shops/1/listings`, {
      headers: { "x-api-key": "autonomaxsandbox:sandboxsecret", authorization: `Bearer ${access_token}` },
    })
  expect((await look()).status).not.toBe(401)
  await tell(own.fetch, "etsy", { pass: 3601 })
  expect((await look()).status).toBe(401)
  const { body } = await tell(sandboxFetch, "mastodon", { pass: 0 })
  expect(Math.abs(Date.parse(body.now ?? "") - Date.now())).toBeLessThan(60_000)
})

const at = (seconds: number) => new Date(Date.parse("2027-01-04T09:00:00Z") + seconds * 1000).toISOString()
