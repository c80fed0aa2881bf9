import { z } from "zod"
import { GoodKind } from "./good.ts"

/** When the gate may pass a draft by itself. Amounts are in minor units of the shop's currency. */
export const GatePolicy = z.strictObject({
  id: z.string(),
  version: z.int().min(1),
  autopass: z.boolean().describe("false: every draft waits for a person"),
  kinds: z.array(GoodKind).describe("kinds that may pass without a person"),
  price: z.strictObject({ lowest: z.int().min(1), highest: z.int().min(1) }),
  repairRounds: z.int().min(0).max(3),
})
export type GatePolicy = z.infer<typeof GatePolicy>

/** How a price is found. Amounts are in minor units of the shop's currency. */
export const PricePolicy = z.strictObject({
  id: z.string(),
  version: z.int().min(1),
  floor: z.int().min(1),
  ceiling: z.int().min(1),
  endings: z.array(z.int().min(0).max(99)).min(1).describe("charm endings in minor units: 0, 50, 99"),
  ownMedianWeight: z.number().min(0).max(1).describe("how far the median of our own comparable goods pulls the price"),
  bands: z.record(
    GoodKind,
    z.strictObject({
      low: z.int().min(1),
      high: z.int().min(1),
      measure: z.string().describe("what size means for the kind: pages, words, or a plural noun of facts.counts"),
      small: z.number().positive(),
      large: z.number().positive(),
    }),
  ),
})
export type PricePolicy = z.infer<typeof PricePolicy>

/** What the shop does not make. Terms are whole words or phrases; `unless` names phrases that take a term's sting out. */
export const ScreenPolicy = z.strictObject({
  id: z.string(),
  version: z.int().min(1),
  rules: z
    .array(
      z.strictObject({
        rule: z.string().regex(/^[a-z][a-z-]+$/),
        reason: z.string().min(10),
        terms: z.array(z.string().min(2)).min(1),
        unless: z.array(z.string().min(2)).default([]),
      }),
    )
    .min(1),
  trademarks: z.strictObject({ reason: z.string().min(10), names: z.array(z.string().min(2)).min(1), unless: z.array(z.string().min(2)) }),
  tools: z.strictObject({ names: z.array(z.string().min(2)), about: z.string() }),
})
export type ScreenPolicy = z.infer<typeof ScreenPolicy>

/** How far advertising may go by itself. Amounts are in minor units of the shop's currency. */
export const AdsPolicy = z.strictObject({
  id: z.string(),
  version: z.int().min(1),
  mostPerCampaign: z.int().min(1),
  mostPerDay: z.int().min(1),
  mostDays: z.int().min(1),
  overDelivery: z.number().min(0).max(1).describe("share beyond the budget at which a campaign is stopped"),
})
export type AdsPolicy = z.infer<typeof AdsPolicy>

/** When the support composer steps aside for a person, and in which words. */
export const HandoverPolicy = z.strictObject({
  id: z.string(),
  version: z.int().min(1),
  cases: z
    .array(z.strictObject({ case: z.string(), terms: z.array(z.string().min(2)).min(1), answer: z.string().min(10).max(600) }))
    .min(1),
  otherwise: z.string().min(10).max(600),
})
export type HandoverPolicy = z.infer<typeof HandoverPolicy>

/** How experiments are run and ended. Shares and chances between 0 and 1. */
export const ExperimentPolicy = z.strictObject({
  id: z.string(),
  version: z.int().min(1),
  holdout: z.number().min(0).max(0.5),
  mostRunning: z.int().min(1).max(50),
  test: z.strictObject({
    share: z.number().gt(0).lt(1),
    alpha: z.number().gt(0).lt(1),
    harmAlpha: z.number().gt(0).lt(1),
    mostDays: z.int().min(1),
  }),
  bandit: z.strictObject({
    leastShare: z.number().gt(0).max(0.25).describe("no arm gets fewer visitors than this while it is in"),
    best: z.number().gt(0.5).lt(1).describe("chance of being best that ends it"),
    leastConversions: z.int().min(1),
    leastDays: z.int().min(1),
    mostDays: z.int().min(1),
    harmAlpha: z.number().gt(0).lt(1),
    draws: z.int().min(100).max(20_000),
  }),
})
export type ExperimentPolicy = z.infer<typeof ExperimentPolicy>

/** What no vote can allow. Prices in minor units, budgets in US dollars a day. */
export const GuardrailPolicy = z.strictObject({
  id: z.string(),
  version: z.int().min(1),
  price: z.strictObject({
    mostStep: z.number().gt(0).lt(1),
    leastMargin: z.number().min(0).lt(1),
    daysBetween: z.number().min(0),
    assumedFee: z.strictObject({ share: z.number().min(0).lt(1), fixed: z.int().min(0) }),
  }),
  retire: z.strictObject({ leastAgeDays: z.int().min(0), leastShelf: z.int().min(0) }),
  budget: z.strictObject({ most: z.number().positive(), mostStep: z.number().gt(0) }),
  flag: z.strictObject({ agents: z.array(z.string().endsWith(".")) }),
  rolloutsPerSubject: z.int().min(1),
})
export type GuardrailPolicy = z.infer<typeof GuardrailPolicy>

/** How a proposal comes to be accepted. */
export const VotePolicy = z.strictObject({
  id: z.string(),
  version: z.int().min(1),
  quorum: z.int().min(1).max(5),
  openHours: z.int().min(1).max(336),
  againDays: z.int().min(1).max(365).describe("until a proposal that nobody carried in time may be voted on again"),
})
export type VotePolicy = z.infer<typeof VotePolicy>

/** How an applied change reaches everybody. */
export const RolloutPolicy = z.strictObject({
  id: z.string(),
  version: z.int().min(1),
  steps: z.array(z.int().min(1).max(100)).min(1),
  leastHours: z.number().positive(),
  leastExposures: z.int().min(1),
  watchDays: z.int().min(1),
  harmAlpha: z.number().gt(0).lt(1),
})
export type RolloutPolicy = z.infer<typeof RolloutPolicy>
