import { expect, test } from "vitest"
import { AgentKey, DirectorKey, type DecisionType } from "#schemas/org.ts"
import { raci } from "#seeds/org/index.ts"
import { agent } from "#workers/context.ts"
import { raciRefusal } from "#workers/mandate.ts"
import type { AnyOperation } from "#workers/operation.ts"
import { operations } from "#workers/domain/index.ts"
import { electorate, kinds } from "#workers/domain/proposal/index.ts"
import { codeOf, testCtx } from "#workers/test/ctx.ts"

const deciding = Object.values(operations)
  .flatMap((verbs): AnyOperation[] => Object.values(verbs))
  .filter(({ spec }) => spec.decision !== undefined)

test("every operation that executes a decision lets only the accountable agent through, in the real operations", async () => {
  const ctx = testCtx()
  expect(deciding.length).toBeGreaterThan(12)
  for (const operation of deciding) {
    const decision: DecisionType = operation.spec.decision ?? "job.run"
    for (const key of AgentKey.options.filter((one) => one !== raci[decision].accountable))
      expect([operation.spec.name, key, await codeOf(operation(ctx.as(agent(key)), {} as never))]).toEqual([
        operation.spec.name,
        key,
        "forbidden",
      ])
  }
})

test("what spends, publishes, prices, posts, refunds or retires names its decision", () => {
  const named = new Map(deciding.map(({ spec }) => [spec.name, spec.decision]))
  for (const [name, decision] of [
    ["listing.push", "listing.publish"],
    ["listing.revise", "price.change"],
    ["listing.withdraw", "product.retire"],
    ["refund.issue", "refund.decide"],
    ["promotion.announce", "promotion.post"],
    ["advert.launch", "ads.spend"],
    ["advert.open_budget", "budget.change"],
    ["discount.create", "coupon.issue"],
    ["draft.request", "brief.accept"],
    ["flag.set", "flag.change"],
    ["rollout.watch", "rollout.step"],
    ["experiment.start", "experiment.start"],
  ])
    expect([name, named.get(name ?? "")]).toEqual([name, decision])
})

/**
 * What writes without a decision of its own, and why no agent's RACI is asked there. Whoever adds an operation that writes either names
 * its decision or stands here with the reason.
 */
const exempt: Record<string, string[]> = {
  "proposes only; the decision is the vote's and the applier's, by the table of the proposal's kind": [
    "proposal.file",
    "proposal.draft",
    "proposal.drift",
    "provider.propose",
    "advert.propose",
  ],
  "names its decision by the proposal's kind, and asks the table itself": [
    "proposal.vote",
    "proposal.decide",
    "proposal.apply",
    "proposal.rollback",
  ],
  "writes down what a provider or a channel says has happened; nothing is decided": [
    "order.pay",
    "order.settle",
    "refund.observe",
    "dispute.observe",
    "payment.reconcile",
    "sale.pull",
    "advert.pull_spend",
    "delivery.receipt",
    "channel.watch",
  ],
  "measures, judges or remembers; it changes no price, page, order or flag": [
    "metric.measure",
    "metric.measure_all",
    "metric.reconcile",
    "metric.snapshot",
    "goal.evaluate",
    "eval.weekly",
    "decision.seal",
    "listing.validate",
    "channel.check_prices",
    "backup.make",
    "backup.drill",
  ],
  "a director's wake: what it does in it are operations of their own": ["director.wake", "director.call"],
  "gathers what ideas and answers are made of; a brief's acceptance decides about them": [
    "brief.synthesize",
    "idea.give_up",
    "idea.ingest",
    "idea.re_embed",
    "idea.refresh",
    "idea.release",
    "passage.index",
    "passage.load",
    "passage.renew",
  ],
  "the shop's own upkeep, bound by scope and by person": [
    "cart.expire",
    "cart.remind",
    "event.replay",
    "key.create",
    "key.revoke",
    "release.freeze",
    "ticket.readdress",
    "ticket.reveal",
    "webhook.change",
    "webhook.create",
    "webhook.ping",
    "webhook.remove",
    "webhook.replay",
    "webhook.replay_range",
    "webhook.rotate",
  ],
}

test("no operation that writes or spends is without a decision, but those that are named here with the reason", () => {
  const reasons = new Map(Object.entries(exempt).flatMap(([why, names]) => names.map((name) => [name, why] as const)))
  const writing = Object.values(operations)
    .flatMap((verbs): AnyOperation[] => Object.values(verbs))
    .filter(({ spec }) => spec.scope === "write" || spec.scope === "spend")
  const bare = [...new Set(writing.filter(({ spec }) => spec.decision === undefined).map(({ spec }) => spec.name))]
  expect(bare.filter((name) => !reasons.has(name))).toEqual([])
  // A name that has gone, or has a decision by now, does not stay on the list.
  expect([...reasons.keys()].filter((name) => !bare.includes(name))).toEqual([])
  expect(writing.length - bare.length).toBeGreaterThan(25)
})

test("the operations that write and are exempt spend nothing, and agents reach no price, page, refund, budget or flag by them", () => {
  const all = Object.values(operations).flatMap((verbs): AnyOperation[] => Object.values(verbs))
  const names = new Set(Object.values(exempt).flat())
  expect(all.filter(({ spec }) => names.has(spec.name) && spec.scope === "spend").map(({ spec }) => spec.name)).toEqual([])
  const acting = all.filter(({ spec }) =>
    ["listing.", "refund.issue", "discount.", "flag.", "experiment."].some((area) => spec.name.startsWith(area)),
  )
  const free = acting.filter(({ spec }) => spec.scope !== "read" && spec.scope !== "shop" && !spec.decision).map(({ spec }) => spec.name)
  expect([acting.length > 10, free]).toEqual([true, ["listing.validate"]])
})

test("a proposal of any kind is carried out by the one director who answers for its kind, and voted on by those whom the table asks", () => {
  for (const [kind, { decision }] of Object.entries(kinds)) {
    const row = raci[decision]
    for (const key of AgentKey.options) {
      const may = raciRefusal({ kind: "agent", id: `agent:${key}` }, decision) === null
      expect([kind, key, may]).toEqual([kind, key, key === row.accountable])
      const asked: string[] = [row.accountable, ...row.consulted]
      const voters: string[] = electorate(kind, "agent:nobody")
      expect([kind, key, voters.includes(key)]).toEqual([kind, key, DirectorKey.safeParse(key).success && asked.includes(key)])
    }
  }
})
