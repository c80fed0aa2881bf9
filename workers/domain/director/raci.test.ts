import { expect, test } from "vitest"
import { AgentKey, type DecisionType } from "#schemas/org.ts"
import { raci } from "#seeds/org/index.ts"
import { agent } from "#workers/context.ts"
import type { AnyOperation } from "#workers/operation.ts"
import { operations } from "#workers/domain/index.ts"
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
