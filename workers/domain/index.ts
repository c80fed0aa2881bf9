import type { z } from "zod"
import type { Ctx } from "#workers/context.ts"
import type { AnyOperation, Operation } from "#workers/operation.ts"
import { advert } from "./advert/index.ts"
import { backup } from "./backup/index.ts"
import { brief } from "./brief/index.ts"
import { cart } from "./cart/index.ts"
import { channel, checkListings } from "./channel/index.ts"
import { decision } from "./decision/index.ts"
import { delivery } from "./delivery/index.ts"
import { director } from "./director/index.ts"
import { discount } from "./discount/index.ts"
import { dispute } from "./dispute/index.ts"
import { draft } from "./draft/index.ts"
import { evals } from "./eval/index.ts"
import { event } from "./event/index.ts"
import { experiment } from "./experiment/index.ts"
import { flag } from "./flag/index.ts"
import { goal } from "./goal/index.ts"
import { idea } from "./idea/index.ts"
import { job } from "./job/index.ts"
import { key } from "./key/index.ts"
import { ledger } from "./ledger/index.ts"
import { listing } from "./listing/index.ts"
import { mail } from "./mail/index.ts"
import { metric } from "./metric/index.ts"
import { model } from "./model/index.ts"
import { order } from "./order/index.ts"
import { passage } from "./passage/index.ts"
import { payment } from "./payment/index.ts"
import { product } from "./product/index.ts"
import { promotion } from "./promotion/index.ts"
import { proposal } from "./proposal/index.ts"
import { provider } from "./provider/index.ts"
import { refund } from "./refund/index.ts"
import { release } from "./release/index.ts"
import { review } from "./review/index.ts"
import { replay, why } from "./replay/index.ts"
import { rollout } from "./rollout/index.ts"
import { sale } from "./sale/index.ts"
import { status } from "./status/index.ts"
import { ticket } from "./ticket/index.ts"
import { webhook } from "./webhook/index.ts"

/** Every operation of the business, by noun and verb. A noun may import the nouns before it in DESIGN's list. */
export const operations = {
  key,
  flag,
  job,
  idea,
  brief,
  draft,
  product,
  ledger,
  // The check stands beside the reconciler that it runs; agents know it by its noun.
  listing: { ...listing, check: checkListings },
  channel,
  sale,
  cart,
  order,
  checkout: { start: order.place },
  discount,
  delivery,
  refund,
  dispute,
  payment,
  review,
  promotion,
  advert,
  passage,
  ticket,
  mail,
  metric,
  eval: evals,
  release,
  experiment,
  // Who asks why wants more than the log: the last noun answers it.
  decision: { ...decision, why },
  replay,
  goal,
  proposal,
  provider,
  rollout,
  event,
  webhook,
  model,
  director,
  backup,
  status,
} as const
export type Operations = typeof operations

type Bound<O> = O extends Operation<infer I, infer R> ? (input: z.input<I>) => Promise<z.output<R>> : never
/** The operations with their context filled in: what pages call through `Astro.locals.shop`. */
export type Shop = { [N in keyof Operations]: { [V in keyof Operations[N]]: Bound<Operations[N][V]> } }

export function bind(ctx: Ctx): Shop {
  const bound = Object.entries(operations).map(([noun, verbs]) => [
    noun,
    Object.fromEntries(Object.entries<AnyOperation>(verbs).map(([verb, run]) => [verb, (input: never) => run(ctx, input)])),
  ])
  // Built from the same object that the type is taken from.
  return Object.fromEntries(bound) as Shop
}
