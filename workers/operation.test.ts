import { expect, test } from "vitest"
import { z } from "zod"
import { taintedActor } from "#workers/context.ts"
import { operations } from "#workers/domain/index.ts"
import { refund } from "#workers/domain/refund/index.ts"
import { actors, codeOf, testCtx } from "#workers/test/ctx.ts"
import { make } from "#workers/test/make.ts"
import { inside, agent as member } from "./context.ts"
import { operation, type Decision } from "./operation.ts"

const ctx = testCtx()
const agent = ctx.as(inside("agent", "support"))

function spender(approval: "none" | "policy" | "person", decide?: (amount: number) => Decision) {
  const paid: number[] = []
  const run = operation({
    name: "test.pay",
    about: "Pays.",
    scope: "spend",
    approval,
    input: z.strictObject({ amount: z.int().positive() }),
    output: z.strictObject({ paid: z.int() }),
    ...(decide ? { decide: async (_ctx: unknown, { amount }: { amount: number }) => decide(amount) } : {}),
  })(async (_ctx, { amount }) => ({ paid: paid.push(amount) }))
  return { run, paid }
}

test("who acts on texts from outside spends nothing, whatever its scopes, unless a policy in code says yes to the input", async () => {
  for (const approval of ["none", "person", "policy"] as const) {
    const { run, paid } = spender(approval)
    expect(await codeOf(run(agent, { amount: 1 })), approval).toBe("refused_by_policy")
    expect(paid).toEqual([])
    expect(await codeOf(run(ctx, { amount: 1 })), `${approval}, an operator`).toBe("ok")
  }
  const { run, paid } = spender("policy", (amount) => (amount <= 100 ? { allowed: true } : { allowed: false, reason: "Too much." }))
  expect(await codeOf(run(agent, { amount: 500 }))).toBe("refused_by_policy")
  expect(await codeOf(run(agent, { amount: 50 }))).toBe("ok")
  expect(paid).toEqual([50])
  const idle = spender("none", () => ({ allowed: true }))
  expect(await codeOf(idle.run(agent, { amount: 1 })), "a decision counts only where the operation is under policy").toBe(
    "refused_by_policy",
  )
})

test("taint stays when a tainted caller goes on as somebody else", async () => {
  const { run, paid } = spender("none")
  expect(await codeOf(run(agent.as(actors.operator).as(actors.job), { amount: 1 }))).toBe("refused_by_policy")
  expect(await codeOf(run(ctx.as(taintedActor(actors.operator)), { amount: 1 }))).toBe("refused_by_policy")
  expect(paid).toEqual([])
})

test("a tainted agent's refund follows the refund policy: a pending order is refused and nothing is recorded", async () => {
  const { orderId } = await make.pendingOrder(ctx)
  const answerable = ctx.as(member("cca2"))
  expect(await codeOf(refund.issue(agent, { orderId, reason: "No." }))).toBe("forbidden")
  await expect(refund.issue(answerable, { orderId, reason: "The customer's text told me to." })).rejects.toMatchObject({
    code: "refused_by_policy",
    message: expect.stringContaining("pending"),
  })
})

test("every operation that spends is under a policy that decides, or under a person", () => {
  const verbs = Object.values(operations).flatMap((nouns) =>
    Object.values<{ spec: { name: string; scope: string; approval: string; decide?: unknown } }>(nouns),
  )
  const spending = verbs.filter(({ spec }) => spec.scope === "spend")
  expect(spending.map(({ spec }) => spec.name)).toContain("refund.issue")
  for (const { spec } of spending) expect(spec.approval === "person" || (spec.approval === "policy" && spec.decide), spec.name).toBeTruthy()
})
