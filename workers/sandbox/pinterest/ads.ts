import type { IRequestStrict, RouterType } from "itty-router"
import { z } from "zod"
import { html, price, webPage } from "../page.ts"
import type { Ground } from "../twin.ts"

type Campaign = {
  id: string
  name: string
  objective: string
  status: string
  cap: number
  daily: number
  from: number
  to: number
  at: number
  stoppedAt: number | null
}
type Child = { id: string; kind: "group" | "ad"; parent: string; status: string; pin: string | null; name: string }
type Day = { campaign: string; day: string; micro: number; impressions: number; clicks: number }

const status = z.enum(["ACTIVE", "PAUSED", "ARCHIVED", "DRAFT"])
const NewCampaign = z.object({
  ad_account_id: z.string(),
  name: z.string().min(1),
  objective_type: z.enum(["AWARENESS", "CONSIDERATION", "WEB_CONVERSION", "CATALOG_SALES", "VIDEO_COMPLETION"]),
  status: status.default("ACTIVE"),
  lifetime_spend_cap: z.int().min(1_000_000),
  daily_spend_cap: z.int().min(1_000_000).nullish(),
  start_time: z.int(),
  end_time: z.int(),
})
const NewGroup = z.object({
  campaign_id: z.string(),
  name: z.string(),
  status: status.default("ACTIVE"),
  billable_event: z.enum(["CLICKTHROUGH", "IMPRESSION"]),
  budget_in_micro_currency: z.int().min(1).nullish(),
  budget_type: z.enum(["DAILY", "LIFETIME", "CBO_ADGROUP"]),
  bid_strategy_type: z.enum(["AUTOMATIC_BID", "MAX_BID", "TARGET_AVG"]),
  targeting_spec: z.record(z.string(), z.array(z.string())),
})
const NewAd = z.object({
  ad_group_id: z.string(),
  pin_id: z.string(),
  creative_type: z.literal("REGULAR"),
  status: status.default("ACTIVE"),
  destination_url: z.url(),
})
const Change = z.object({ id: z.string(), ad_account_id: z.string(), status })
const Deliver = z.strictObject({ day: z.iso.date(), micro: z.int().min(0), impressions: z.int().min(0), clicks: z.int().min(0) })

const fault = (code: number, message: string) => Response.json({ code, message }, { status: 400 })
const hourMs = 3_600_000

/**
 * The ads of one account. A running campaign delivers by the hour up to its caps; what a day really cost can be set, also beyond
 * the cap, by POST /pinterest/ads/{campaign}/deliver, as networks do over-deliver.
 */
export function adRoutes(router: RouterType<IRequestStrict>, ground: Ground, hasPin: (id: string) => boolean): void {
  const [campaigns, children, days] = [ground.rows.of<Campaign>("campaign"), ground.rows.of<Child>("child"), ground.rows.of<Day>("day")]
  const made = async <T extends z.ZodType>(request: IRequestStrict, shape: T, keep: (one: z.output<T>) => object | string) => {
    const read = z
      .array(shape)
      .min(1)
      .max(30)
      .safeParse(await request.json().catch(() => null))
    if (!read.success) return fault(1, z.prettifyError(read.error))
    const items = read.data.map((one) => {
      const kept = keep(one)
      return typeof kept === "string" ? { exceptions: [{ code: 2, message: kept }] } : { data: kept }
    })
    return Response.json({ items })
  }
  const shape = (account: string, one: Campaign) => ({
    id: one.id,
    ad_account_id: account,
    name: one.name,
    objective_type: one.objective,
    status: one.status,
    lifetime_spend_cap: one.cap,
    daily_spend_cap: one.daily || null,
    start_time: one.from,
    end_time: one.to,
    created_time: Math.floor(one.at / 1000),
    updated_time: Math.floor(ground.now() / 1000),
    type: "campaign",
  })
  const account = (request: IRequestStrict) => request.params.account ?? ""
  const addCampaign = (request: IRequestStrict) =>
    made(request, NewCampaign, (one) => {
      const id = String(ground.rows.next("campaign", 626_735_565_000))
      const { name, objective_type: objective, lifetime_spend_cap: cap, daily_spend_cap, start_time: from, end_time: to } = one
      const kept = {
        id,
        name,
        objective,
        status: one.status,
        cap,
        daily: daily_spend_cap ?? 0,
        from,
        to,
        at: ground.now(),
        stoppedAt: null,
      }
      return shape(account(request), campaigns.put(id, kept))
    })
  const addChild = (kind: Child["kind"], parent: string, pin: string | null, name: string, state: string) => {
    const id = String(ground.rows.next("child", 268_067_753_000))
    return children.put(id, { id, kind, parent, status: state, pin, name })
  }
  const addGroup = (request: IRequestStrict) =>
    made(request, NewGroup, (one) => {
      if (!campaigns.get(one.campaign_id)) return "Campaign not found."
      const { id, name, status: state } = addChild("group", one.campaign_id, null, one.name, one.status)
      return {
        id,
        ad_account_id: account(request),
        campaign_id: one.campaign_id,
        name,
        status: state,
        billable_event: one.billable_event,
        type: "adgroup",
      }
    })
  const addAd = (request: IRequestStrict) =>
    made(request, NewAd, (one) => {
      if (!children.get(one.ad_group_id)) return "Ad group not found."
      if (!hasPin(one.pin_id)) return "Pin not found."
      const { id, status: state } = addChild("ad", one.ad_group_id, one.pin_id, "", one.status)
      return {
        id,
        ad_account_id: account(request),
        ad_group_id: one.ad_group_id,
        pin_id: one.pin_id,
        creative_type: "REGULAR",
        status: state,
        type: "pinpromotion",
      }
    })
  const change = (request: IRequestStrict) =>
    made(request, Change, ({ id, status: next }) => {
      const one = campaigns.get(id)
      if (!one) return "Campaign not found."
      return shape(account(request), campaigns.put(id, { ...one, status: next, stoppedAt: next === "ACTIVE" ? null : ground.now() }))
    })
  const list = (request: IRequestStrict) =>
    Response.json({ items: campaigns.all().map((one) => shape(account(request), one)), bookmark: null })
  /** By the hour since it began, at the daily cap's pace, never beyond the caps; a day that was set counts as set. */
  const dayOf = (one: Campaign, day: string): Day => {
    const set = days.get(`${one.id}:${day}`)
    if (set) return set
    const start = Math.max(Date.parse(`${day}T00:00:00Z`), one.at)
    const end = Math.min(
      Date.parse(`${day}T00:00:00Z`) + 24 * hourMs,
      ground.now(),
      one.to * 1000,
      one.stoppedAt ?? Number.POSITIVE_INFINITY,
    )
    const hours = one.status === "DRAFT" ? 0 : Math.max(0, (end - start) / hourMs)
    const micro = Math.floor(Math.min(((one.daily || one.cap) * hours) / 24, one.cap) / 10_000) * 10_000
    return { campaign: one.id, day, micro, impressions: Math.floor(micro / 6000), clicks: Math.floor(micro / 400_000) }
  }
  const analytics = (request: IRequestStrict) => {
    const query = new URL(request.url).searchParams
    const [from, to] = [query.get("start_date") ?? "", query.get("end_date") ?? ""]
    if (Number.isNaN(Date.parse(from)) || Number.isNaN(Date.parse(to))) return fault(1, "start_date and end_date are needed.")
    const wanted = query.getAll("campaign_ids").flatMap((ids) => ids.split(","))
    const found = campaigns.all().filter(({ id }) => wanted.includes(id))
    const count = Math.floor((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1
    const names = Array.from({ length: count }, (_, n) => new Date(Date.parse(from) + n * 86_400_000).toISOString().slice(0, 10))
    const rows = found.flatMap((one) =>
      names.map((day) => {
        const { micro, impressions, clicks } = dayOf(one, day)
        return { CAMPAIGN_ID: one.id, DATE: day, SPEND_IN_MICRO_DOLLAR: micro, IMPRESSION_1: impressions, TOTAL_CLICKTHROUGH: clicks }
      }),
    )
    return Response.json(rows)
  }
  const deliver = async (request: IRequestStrict) => {
    const read = Deliver.safeParse(await request.json().catch(() => null))
    const id = request.params.id ?? ""
    if (!read.success || !campaigns.get(id)) return fault(1, "Say for a known campaign: day, micro, impressions, clicks.")
    return Response.json(days.put(`${id}:${read.data.day}`, { campaign: id, ...read.data }))
  }
  router
    .get("/v5/ad_accounts/:account/campaigns", list)
    .post("/v5/ad_accounts/:account/campaigns", addCampaign)
    .patch("/v5/ad_accounts/:account/campaigns", change)
    .post("/v5/ad_accounts/:account/ad_groups", addGroup)
    .post("/v5/ad_accounts/:account/ads", addAd)
    .get("/v5/ad_accounts/:account/campaigns/analytics", analytics)
    .post("/pinterest/ads/:id/deliver", deliver)
    .get("/pinterest/ads", () =>
      adsPage(campaigns.all().map((one) => ({ ...one, today: dayOf(one, new Date(ground.now()).toISOString().slice(0, 10)) }))),
    )
}

function adsPage(list: (Campaign & { today: Day })[]): Promise<Response> {
  const money = (micro: number) => price(Math.round(micro / 10_000), "usd")
  const row = ({ name, status: state, cap, daily, today }: Campaign & { today: Day }) =>
    html`<tr>
      <td>${name}</td>
      <td>${state}</td>
      <td>${money(today.micro)} of ${money(daily)} today, ${money(cap)} in all</td>
      <td>${today.impressions} seen, ${today.clicks} clicked</td>
    </tr>`
  const body = html`<main class="shop">
    <header class="shop-head"><strong>Sandbox Ads</strong><a href="/pinterest">Pins</a></header>
    <h1>Campaigns</h1>
    ${
      list.length
        ? html`<table class="rows">
            <tbody>
              ${list.map(row)}
            </tbody>
          </table>`
        : html`<p>Nothing is advertised.</p>`
    }
  </main>`
  return webPage("Sandbox Ads", body)
}
