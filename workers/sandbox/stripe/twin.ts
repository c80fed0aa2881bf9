import { Router, type IRequestStrict } from "itty-router"
import type { Ground, Twin } from "../twin.ts"
import { stripeApi } from "./api.ts"
import { balanceCsv } from "./balance.ts"
import { deliver } from "./deliver.ts"
import { judgeDue } from "./disputes.ts"
import { deliverDue } from "./events.ts"
import { payRoutes } from "./pay.ts"
import { settle } from "./payment.ts"
import { finishRefunds } from "./refunds.ts"
import { expireDue } from "./sessions.ts"
import { stripeStore } from "./store.ts"

/** Stripe: API, hosted payment page, signed webhooks with retries. */
export function stripeTwin(ground: Ground): Twin {
  const store = stripeStore(ground)
  const api = stripeApi(store)
  const pay = payRoutes(store)
  const router = Router<IRequestStrict>()
    .all("/v1/*", (request) => api.fetch(request))
    .all("/pay/*", (request) => pay.fetch(request))
    .get("/sandbox/balance.csv", () => balanceCsv(store))
    .post("/sandbox/deliver", (request: Request) => deliver(store, request))
  return {
    fetch: (request) => router.fetch(request),
    async wake() {
      const waiting = store.settling.all()
      for (const debit of waiting.filter((one) => one.at <= ground.now())) settle(store, debit)
      const next = store.settling.all().map((one) => one.at)
      if (next.length) ground.wakeAt(Math.min(...next))
      finishRefunds(store)
      judgeDue(store)
      expireDue(store)
      await deliverDue(store)
    },
  }
}
