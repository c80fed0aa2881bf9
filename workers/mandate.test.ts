import { expect, test } from "vitest"
import { z } from "zod"
import { AgentKey, DecisionType, DirectorKey } from "#schemas/org.ts"
import { directors, executors, raci } from "#seeds/org/index.ts"
import { Director } from "#schemas/org.ts"
import { codeOf, testCtx } from "#workers/test/ctx.ts"
import { agent, delegate } from "./context.ts"
import { raciRefusal } from "./mandate.ts"
import { operation } from "./operation.ts"

test("of all agents only the accountable one executes a decision, whatever the decision", async () => {
  const ctx = testCtx()
  for (const decision of DecisionType.options) {
    let ran = 0
    const act = operation({
      name: "test.act",
      about: "Acts.",
      scope: "write",
      approval: "none",
      decision,
      input: z.strictObject({}),
      output: z.null(),
    })(async () => {
      ran++
      return null
    })
    const allowed = []
    for (const key of AgentKey.options) if ((await codeOf(act(ctx.as(agent(key)), {}))) === "ok") allowed.push(key)
    expect({ decision, allowed, ran }).toEqual({ decision, allowed: [raci[decision].accountable], ran: 1 })
  }
})

test("a mandate holds for its own decision, from the director who answers for it, to an executor who does such work", () => {
  let granted = 0
  for (const decision of DecisionType.options)
    for (const director of DirectorKey.options)
      for (const executor of AgentKey.options) {
        const may = raci[decision].accountable === director && raci[decision].responsible.includes(executor)
        if (!may) {
          expect(() => delegate(director, executor, decision)).toThrow(RangeError)
          continue
        }
        granted++
        const actor = delegate(director, executor, decision)
        for (const other of DecisionType.options)
          expect([other, raciRefusal(actor, other) === null]).toEqual([other, other === decision || raci[other].accountable === executor])
      }
  expect(granted).toBeGreaterThan(DecisionType.options.length)
  expect(raciRefusal({ kind: "agent", id: "agent:stranger" }, "price.change")).toContain("not an agent")
  expect(
    raciRefusal({ kind: "agent", id: "agent:listing-runner", mandate: { decision: "listing.sync", by: "cpa" } }, "listing.sync"),
  ).not.toBeNull()
})

test("every agent has its file, money has two, and a goal without a number is refused", () => {
  expect([...directors, ...executors].map(({ key }) => key).toSorted()).toEqual(AgentKey.options.toSorted())
  for (const decision of ["price.change", "ads.spend", "budget.change", "refund.decide"] as const) expect(raci[decision].two).toBe(true)
  const [first] = directors
  const goals = first?.goals.map(({ target: _target, ...goal }) => goal)
  expect(Director.safeParse({ ...first, goals }).error?.issues[0]?.path).toEqual(["goals", 0, "target"])
})
