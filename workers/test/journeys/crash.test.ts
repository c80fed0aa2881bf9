import { runInDurableObject } from "cloudflare:test"
import { eq } from "drizzle-orm"
import { afterAll, beforeAll, expect, test } from "vitest"
import * as tables from "#schemas/tables/index.ts"
import { productSearch } from "#schemas/tables/search.ts"
import { inside, type Ctx } from "#workers/context.ts"
import { draft } from "#workers/domain/draft/index.ts"
import { loadJob } from "#workers/domain/job/index.ts"
import { product } from "#workers/domain/product/index.ts"
import type { Kit } from "#workers/forge/forge.ts"
import { retry } from "#workers/lib/retry.ts"
import { attempt, play, type RunInput } from "#workers/pipelines/play.ts"
import { clock, codeOf, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { Killed, mortal } from "#workers/test/mortal.ts"
import { sandboxAt } from "#workers/test/sandbox.ts"
import type { VendorName } from "#workers/sandbox/vendors.ts"

/**
 * Shop and vendors stand at this one clock, which every life moves on, so that the vendors' windows open again. Who holds a clock
 * counts no calls and waits for nothing; windows and waits have tests of their own.
 */
const time = clock("2026-12-02T02:00:00Z")
const vendors = sandboxAt("crash", time.now)
const ctx = testCtx({ now: time.now, wait: time.wait })
const channels = ["storefront", "shopify", "etsy"]
const brief = { category: "Job search", audience: "career changers", kind: "prompt-pack" as const }

/** Pictures take nearly all of a forge's time and have tests of their own: here each is a pixel that differs by its drawing. */
const real = await ctx.kit()
const kit: Kit = { ...real, png: async (svg, width) => make.png(`${width} ${svg.length}`) }

/** One life of a run, from its first step, as after a kill: true when it came to its end. */
async function live(jobId: string, limit?: number): Promise<{ done: boolean; effects: number }> {
  time.pass(5)
  const { env: bindings, fetch, life } = mortal(limit, vendors.fetch)
  const own = testCtx({ env: bindings, fetch, actor: inside("pipeline", jobId), now: time.now })
  const body: Ctx = Object.assign(own, { kit: async () => kit, tell: async () => undefined, send: async () => undefined })
  const run = { jobId, ctx: body, waitFor: () => Promise.reject(new Error("Nobody is to be asked.")) }
  try {
    const { input } = await loadJob(body, jobId)
    // jobRow wrote from and until into it.
    await play(run, input as RunInput, (stage, label, work) =>
      // As the Workflow does: a vendor that limits its rate is asked again.
      retry(
        stage.retries + 1,
        300,
        () => !life.dead,
        async () => {
          const done = await attempt(run, stage, label, work)
          if ("problem" in done) throw new Error(done.problem)
          return JSON.parse(done.json)
        },
      ),
    )
    return { done: true, effects: life.effects }
  } catch (error) {
    if (life.dead) return { done: false, effects: life.effects }
    throw error
  }
}

/** How many things of a kind a twin keeps; none while nobody has called it yet. */
const countIn = (vendor: VendorName, kind: string) =>
  runInDurableObject(vendors.object(vendor), (_twin, state) => {
    const { sql } = state.storage
    if (sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'rows'").toArray().length === 0) return 0
    return sql.exec("SELECT 1 FROM rows WHERE kind = ?", kind).toArray().length
  })
const remote = async () => ({
  shopify: await countIn("shopify", "product"),
  etsy: await countIn("etsy", "listing"),
  mastodon: await countIn("mastodon", "status"),
})

async function emptyShop() {
  const order = [
    tables.downloads,
    tables.entitlements,
    tables.listings,
    tables.posts,
    tables.assets,
    tables.drafts,
    tables.products,
    tables.events,
  ]
  for (const table of [...order, tables.outcomes, tables.proposals, tables.jobs, tables.effects, productSearch]) await ctx.db.delete(table)
}

/** What a finished run has left, in numbers; everything that may be there only once. */
async function left() {
  const { products, drafts, assets, listings, posts, outcomes, proposals, events } = tables
  const { db } = ctx
  const told = await db.select({ type: events.type }).from(events)
  const written = await db.select().from(drafts)
  const counts = (type: string) => told.filter((event) => event.type === type).length
  return {
    products: await db.$count(products),
    live: await db.$count(products, eq(products.live, true)),
    drafts: Object.fromEntries(written.map(({ status }) => [status, written.filter((one) => one.status === status).length])),
    rounds: written.map(({ round }) => round),
    assets: await db.$count(assets),
    listings: (await db.select().from(listings)).map(({ channel, status }) => `${channel} ${status}`).toSorted(),
    posts: await db.$count(posts),
    outcomes: await db.$count(outcomes),
    proposals: await db.$count(proposals),
    generated: counts("product.generated"),
    created: counts("asset.created"),
    published: counts("listing.published"),
    proposed: counts("agent.proposal"),
  }
}

// Grants of these vendors are worth nothing at the others' sandbox, and the other way round.
const forgetGrants = async () => void (await ctx.db.delete(tables.vendorTokens))
beforeAll(forgetGrants)
afterAll(forgetGrants)

/** Kills a run after its first effect, its second and so on, until one lives to its end; what each has left after its restart is judged. */
async function everyDeath(begin: () => Promise<string>, judge: (n: number, left: Left) => void): Promise<number> {
  for (let n = 1; ; n++) {
    await emptyShop()
    const before = await remote()
    const jobId = await begin()
    const first = await live(jobId, n)
    if (!first.done) expect([n, (await live(jobId)).done]).toEqual([n, true])
    judge(n, { ...(await left()), remote: minus(await remote(), before) })
    if (first.done) return n
  }
}

type Left = Awaited<ReturnType<typeof left>> & { remote: Remote }
type Remote = Awaited<ReturnType<typeof remote>>
const minus = (a: Remote, b: Remote) => ({ shopify: a.shopify - b.shopify, etsy: a.etsy - b.etsy, mastodon: a.mastodon - b.mastodon })

test(
  "a run killed after any effect on the way to the gate, and started anew, makes one draft and tells it once",
  { timeout: 600_000 },
  async () => {
    const begin = async () => (await draft.request(ctx, { brief, until: "gate" })).jobId
    const deaths = await everyDeath(begin, (n, after) => {
      expect([n, after]).toMatchObject([
        n,
        { products: 1, drafts: { approved: 1 }, generated: 1, listings: [], remote: { shopify: 0, etsy: 0 } },
      ])
      expect([n, after.assets > 4, after.created]).toEqual([n, true, after.assets])
    })
    expect(deaths).toBeGreaterThan(20)
  },
)

test(
  "a run killed after any effect on the way to revenue, and started anew, lists, posts and tells everything once",
  { timeout: 600_000 },
  async () => {
    const begin = async () => (await product.publish(ctx, { draft_id: (await make.draft(ctx, brief)).draftId, channel: channels })).jobId
    const deaths = await everyDeath(begin, (n, after) =>
      expect([n, after]).toMatchObject([
        n,
        {
          live: 1,
          drafts: { published: 1 },
          rounds: [1],
          listings: ["etsy live", "shopify live", "storefront live"],
          posts: 4,
          outcomes: 1,
          published: 3,
          proposed: after.proposals,
          remote: { shopify: 1, etsy: 1, mastodon: 1 },
        },
      ]),
    )
    expect(deaths).toBeGreaterThan(25)
  },
)

test("a dead process writes nothing more, not even its excuses", async () => {
  const { env: bindings, fetch } = mortal(1)
  const own = testCtx({ env: bindings, fetch })
  const before = await ctx.db.$count(tables.jobs)
  expect(await codeOf(draft.request(own, { brief }))).toContain(Killed.name)
  expect(await codeOf(draft.request(own, { brief }))).toContain(Killed.name)
  expect(await ctx.db.$count(tables.jobs)).toBe(before + 1)
})
