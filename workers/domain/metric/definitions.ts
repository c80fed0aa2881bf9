import type { Definition } from "./definition.ts"
import { acquisitionCost, cohorts, repeatRate } from "./define/customers.ts"
import { experimentMatrix } from "./define/experiments.ts"
import { byCampaign, conversion, withoutResult } from "./define/funnel.ts"
import { lifetimeValue } from "./define/lifetime.ts"
import { draftsPassed, evalsAccepted, ideasWithEvidence, listingsHealthy, productsLive } from "./define/making.ts"
import { marginGross, modelCosts, orderAverage, revenueNet } from "./define/money.ts"
import { firstAnswer, nps, refundsRate, resolution } from "./define/service.ts"
import { deliveriesPrompt, jobsOk } from "./define/work.ts"

/** Every metric of the business, in the order in which people read them. docs/metrics.md and the console are written from it. */
export const definitions: readonly Definition[] = [
  revenueNet,
  marginGross,
  modelCosts,
  orderAverage,
  conversion,
  byCampaign,
  withoutResult,
  acquisitionCost,
  lifetimeValue,
  repeatRate,
  cohorts,
  experimentMatrix,
  productsLive,
  ideasWithEvidence,
  draftsPassed,
  listingsHealthy,
  evalsAccepted,
  jobsOk,
  deliveriesPrompt,
  firstAnswer,
  resolution,
  refundsRate,
  nps,
]

const byName = new Map(definitions.map((definition) => [definition.name, definition]))
export const definitionOf = (name: string): Definition | undefined => byName.get(name)
