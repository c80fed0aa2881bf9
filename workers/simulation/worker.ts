import { begin } from "./still.ts"
import { DurableObject } from "cloudflare:workers"
import { z } from "zod"
import { createApp } from "#workers/api/app.ts"
import { DirectorAgent as Director } from "#workers/agents/director.ts"
import { ProductAgent as Product } from "#workers/agents/product.ts"
import { runNow } from "#workers/jobs/host.ts"
import { atHome, runOn, type Answer, type Query } from "./books.ts"
import { shopBindings, type MarketBindings } from "./bindings.ts"
import { playDay } from "./day.ts"
import { outcomeOf } from "./figures.ts"
import { makeMarket, type Market } from "./market.ts"
import { policyNames } from "./names.ts"
import { openShop } from "./opening.ts"
import { twinsAt, wakeAll } from "./twins.ts"

export { Treasury } from "#workers/agents/treasury.ts"
export { MarketTwin } from "./twins.ts"

// The shop's agents get the shop's bindings, whose queue and runs are played.
export class DirectorAgent extends Director {
  constructor(state: DurableObjectState, env: MarketBindings) {
    super(state, shopBindings(env))
  }
}
export class ProductAgent extends Product {
  constructor(state: DurableObjectState, env: MarketBindings) {
    super(state, shopBindings(env))
  }
}

const app = createApp(runNow)

/** All the network that there is: the shop and its vendors. */
function connect(raw: MarketBindings): void {
  const sandbox = twinsAt(raw.TWINS)
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    const { host, protocol } = new URL(request.url)
    if (host === "shop.test") return app.fetch(request, shopBindings(raw))
    if (protocol === "https:") throw new TypeError(`The simulation has no network: ${request.url}`)
    return sandbox.fetch(request)
  }
}

let market: Market | undefined

const Opening = z.strictObject({ goods: z.int().min(1) })
const Begin = z.strictObject({
  seed: z.int(),
  shoppers: z.int().min(1),
  policy: z.enum(policyNames),
  tick: z.int().min(5).max(1440),
  plant: z.literal("harmful").optional(),
})
const Days = z.strictObject({ day: z.int().min(0) })
const Migrations = z.array(z.object({ name: z.string(), queries: z.array(z.string()) }))

const startsAt = Date.UTC(2027, 0, 4)

/** What the host calls, in this order: the schema, the first shelf, then a world and its days one by one, and what came of it. */
const routes: Record<string, (raw: MarketBindings, body: unknown) => Promise<unknown>> = {
  async "/migrate"(raw, body) {
    const { DB } = shopBindings(raw)
    for (const { queries } of Migrations.parse(body)) await DB.batch(queries.map((query) => DB.prepare(query)))
  },
  // The shelf is the same in every world: it is made the day before, by chance of its own.
  async "/open"(raw, body) {
    begin(startsAt - 86_400_000, 0)
    await openShop(makeMarket(raw, { seed: 0, shoppers: 0, policy: "nothing", tick: 60 }, startsAt), Opening.parse(body).goods)
  },
  async "/begin"(raw, body) {
    const plan = Begin.parse(body)
    begin(startsAt, plan.seed)
    wakeAll()
    market = makeMarket(raw, plan, startsAt)
    await market.settle()
  },
  async "/day"(_raw, body) {
    await playDay(begun(), Days.parse(body).day)
  },
  async "/outcome"(_raw, body) {
    return outcomeOf(begun(), Days.parse(body).day)
  },
}

function begun(): Market {
  if (!market) throw new Error("Call /begin first.")
  return market
}

async function answer(request: Request, raw: MarketBindings): Promise<Response> {
  connect(raw)
  const route = routes[new URL(request.url).pathname]
  if (!route) return new Response("nothing", { status: 404 })
  try {
    return Response.json((await route(raw, await request.json())) ?? {})
  } catch (error) {
    return new Response(error instanceof Error ? (error.stack ?? String(error)) : String(error), { status: 500 })
  }
}

/** The object in which the market stands, beside its rows. */
export class MarketPlace extends DurableObject<MarketBindings> {
  readonly #run = runOn(this.ctx.storage)

  override fetch(request: Request): Promise<Response> {
    return atHome.run(this.#run, () => answer(request, this.env))
  }
  /** For directors, agents and vendors, who stand elsewhere. */
  async run(queries: Query[]): Promise<Answer[]> {
    return this.#run(queries)
  }
}

export default {
  fetch: (request, raw) => (raw.ON_D1 ? answer(request, raw) : raw.PLACE.getByName("market").fetch(request)),
} satisfies ExportedHandler<MarketBindings>
