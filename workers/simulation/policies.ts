import { eq } from "drizzle-orm"
import { products } from "#schemas/tables/index.ts"
import { pricePolicy } from "#seeds/policies/index.ts"
import { listing } from "#workers/domain/listing/index.ts"
import type { JobName } from "#workers/domain/status/index.ts"
import { seeded } from "#workers/lib/random.ts"
import type { Market } from "./market.ts"
import type { PolicyName } from "./names.ts"
import type { Visit } from "./population.ts"

/** The jobs by which the organisation learns and changes something; a shop that is only kept open does without them. */
const learning = new Set<JobName>(["trend-ingest", "improve", "directors", "rollouts", "experiments"])

/** They copy the platform's database and try the copy, which the market has no second of; no shopper notices either. */
const notPlayed = new Set<JobName>(["backup", "restore-drill"])

type Policy = {
  about: string
  /** Whether a job runs under this policy. */
  runs(job: JobName): boolean
  /** Whether visitors are told apart, so that experiments and rollouts can show them something else than the shelf. */
  tries: boolean
  /** What is done every morning. */
  morning(market: Market, day: number): Promise<void>
}

const played = (job: JobName) => !notPlayed.has(job)
const keptOpen = (job: JobName) => played(job) && !learning.has(job)

/** The organisation and the three fixed policies that it is held against. */
export const policies: Record<PolicyName, Policy> = {
  organisation: {
    about: "all jobs run, everything is decided by the organisation itself",
    runs: played,
    tries: true,
    morning: async () => undefined,
  },
  nothing: { about: "the first shelf as it was made, nothing is changed", runs: keptOpen, tries: false, morning: async () => undefined },
  cheapest: {
    about: "the first shelf, every price at the policy's floor",
    runs: keptOpen,
    tries: false,
    morning: async (market, day) => {
      if (day === 0)
        for (const { slug } of await shelf(market)) await listing.revise(market.owner(), { slug, price: pricePolicy.floor / 100 })
    },
  },
  random: { about: "the first shelf, every week other prices and words by lot", runs: keptOpen, tries: false, morning: byLot },
}

/** As whom experiments know a shopper; null where the policy tries nothing. */
export const visitorOf = ({ plan }: Market, { shopper }: Visit): string | null => (policies[plan.policy].tries ? shopper.id : null)

const shelf = async (market: Market) => market.owner().db.select().from(products).where(eq(products.live, true)).orderBy(products.id)

/** Each good once a week, on its own day: a price inside the policy's bounds and the title of one of its variants. */
async function byLot(market: Market, day: number): Promise<void> {
  const ctx = market.owner()
  for (const [n, { slug, title }] of (await shelf(market)).entries()) {
    if ((day + n) % 7 !== 0) continue
    const random = seeded("by lot", market.plan.seed, n, day)
    const price = Math.floor(random.int(pricePolicy.floor, pricePolicy.ceiling) / 100) + random.pick(pricePolicy.endings) / 100
    const draft = await ctx.db.query.drafts.findFirst({
      where: (row, { eq: is }) => is(row.productId, ctx.db.select({ id: products.id }).from(products).where(eq(products.slug, slug))),
    })
    const words = random.pick(draft?.variants ?? [])?.copy.title ?? title
    await listing.revise(ctx, { slug, price: Math.min(price, pricePolicy.ceiling / 100), ...(words === title ? {} : { title: words }) })
  }
}
