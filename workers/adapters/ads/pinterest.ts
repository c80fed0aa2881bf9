import { z } from "zod"
import { PostError } from "../posts/post.ts"
import { pinterestAt, type PinterestConfig } from "../posts/pinterest.ts"
import { findInPages } from "../posts/pinterest-pages.ts"
import { ask, readAs, refusal, succeeded } from "../posts/request.ts"
import type { AdNetwork, AdPlan } from "./ads.ts"

export const adsEnv = z.object({
  PINTEREST_AD_ACCOUNT: z
    .string()
    .regex(/^\d+$/)
    .default("549755885175")
    .describe("the ad account at Pinterest; it must bill in US dollars"),
})
export type AdsConfig = z.infer<typeof adsEnv> & Pick<PinterestConfig, "PINTEREST_TOKEN" | "PINTEREST_URL" | "SANDBOX_URL">

export type AdsDeps = { fetch: typeof fetch; now(): Date }

const name = "Pinterest Ads"
const Refused = z.object({ code: z.int(), message: z.string() })
const Result = z.object({
  items: z.array(
    z.object({
      data: z.object({ id: z.string().optional() }).nullish(),
      exceptions: z.union([z.array(z.object({ message: z.string() })), z.object({ message: z.string() })]).nullish(),
    }),
  ),
})
const Listed = z.object({
  items: z.array(z.object({ id: z.string(), name: z.string().nullish(), status: z.string().nullish() })),
  bookmark: z.string().nullish(),
})
const Days = z.array(
  z.object({
    DATE: z.string(),
    SPEND_IN_MICRO_DOLLAR: z.number().nullish(),
    IMPRESSION_1: z.number().nullish(),
    TOTAL_CLICKTHROUGH: z.number().nullish(),
  }),
)
const micro = (cents: number) => cents * 10_000
const seconds = (at: Date) => Math.floor(at.getTime() / 1000)
const dayOf = (at: Date) => at.toISOString().slice(0, 10)

/** Pinterest Ads v5: a campaign with a cap for a day and one for all, a group, an ad that shows a pin. It begins paused and is switched on last. */
export function pinterestAds(config: AdsConfig, { fetch, now }: AdsDeps): AdNetwork {
  const at = pinterestAt(config)
  const send = async (method: "GET" | "POST" | "PATCH", path: string, body?: unknown) => {
    const headers = { authorization: `Bearer ${at.secret}`, ...(body ? { "content-type": "application/json" } : {}) }
    const url = `${at.url}/v5/ad_accounts/${config.PINTEREST_AD_ACCOUNT}/${path}`
    const reply = await ask(name, fetch, { method, url, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
    if (succeeded(reply)) return reply
    throw refusal(name, reply, Refused.safeParse(reply.body).data?.message ?? "", now())
  }
  /** A bulk answer of one item, which says 200 also when the item was refused. */
  const one = async (method: "POST" | "PATCH", path: string, item: object): Promise<string> => {
    const [made] = readAs(name, await send(method, path, [item]), Result).items
    const said = [made?.exceptions ?? []].flat().map(({ message }) => message)
    if (!made?.data?.id) throw new PostError(`Pinterest Ads refused a part of the campaign: ${said.join(" ") || "no reason given"}`, false)
    return made.data.id
  }
  const change = (id: string, status: "ACTIVE" | "PAUSED") =>
    one("PATCH", "campaigns", { id, ad_account_id: config.PINTEREST_AD_ACCOUNT, status })
  const nameOf = ({ id, title }: AdPlan) => `${title.slice(0, 100)} [${id}]`
  const before = (plan: AdPlan) =>
    findInPages(
      async (query) => readAs(name, await send("GET", `campaigns?${query}`), Listed),
      (campaign) => campaign.name?.endsWith(`[${plan.id}]`) ?? false,
    )
  return {
    name: "pinterest",
    mode: at.mode,
    currency: "USD",
    leastPerDay: 100,
    async launch(plan) {
      const known = await before(plan)
      // One that runs was finished; one that is still paused may lack its parts, which are made again and shown once.
      if (known?.status === "ACTIVE") return { remoteId: known.id }
      const remoteId = known?.id ?? (await one("POST", "campaigns", campaignOf(config.PINTEREST_AD_ACCOUNT, nameOf(plan), plan)))
      const group = await one("POST", "ad_groups", groupOf(remoteId, nameOf(plan)))
      await one("POST", "ads", {
        ad_group_id: group,
        pin_id: plan.creative,
        creative_type: "REGULAR",
        status: "ACTIVE",
        destination_url: plan.link,
      })
      await change(remoteId, "ACTIVE")
      return { remoteId }
    },
    async spend(remoteId, from, to) {
      const query = new URLSearchParams({ start_date: dayOf(from), end_date: dayOf(to), campaign_ids: remoteId, granularity: "DAY" })
      query.set("columns", "SPEND_IN_MICRO_DOLLAR,IMPRESSION_1,TOTAL_CLICKTHROUGH")
      const days = readAs(name, await send("GET", `campaigns/analytics?${query}`), Days)
      return days.map((day) => ({
        day: day.DATE,
        spent: Math.round((day.SPEND_IN_MICRO_DOLLAR ?? 0) / 10_000),
        impressions: day.IMPRESSION_1 ?? 0,
        clicks: day.TOTAL_CLICKTHROUGH ?? 0,
      }))
    },
    async stop(remoteId) {
      await change(remoteId, "PAUSED")
    },
  }
}

const campaignOf = (account: string, title: string, { budget, days, from, to }: AdPlan) => ({
  ad_account_id: account,
  name: title,
  objective_type: "CONSIDERATION",
  status: "PAUSED",
  lifetime_spend_cap: micro(budget),
  daily_spend_cap: micro(Math.floor(budget / days)),
  start_time: seconds(from),
  end_time: seconds(to),
})

const groupOf = (campaign: string, title: string) => ({
  campaign_id: campaign,
  name: title,
  status: "ACTIVE",
  billable_event: "CLICKTHROUGH",
  budget_type: "CBO_ADGROUP",
  bid_strategy_type: "AUTOMATIC_BID",
  targeting_spec: { LOCALE: ["en-US"], GEO: ["US"] },
})
