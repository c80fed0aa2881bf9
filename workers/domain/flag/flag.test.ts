import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { audit, flags } from "#schemas/tables/index.ts"
import { inside } from "#workers/context.ts"
import { actors, bindings, clock, codeOf, testCtx } from "#workers/test/ctx.ts"
import { channelOff, flag, flagValue, flagWrite, flushUses } from "./index.ts"

const ctx = testCtx()
// With a key the adapter is live; nothing is called here.
const live = testCtx({ env: { ...bindings, ETSY_API_KEY: "keystring:secret" } as typeof bindings })
const clear = () => ctx.db.delete(flags)

test("stand-ins are on, a real shop is off until a person turns it on, our own shop has no switch", async () => {
  await clear()
  expect(await channelOff(ctx, "etsy")).toBeNull()
  expect(await channelOff(live, "etsy")).toMatch(/"channel.etsy" is off.*PUT \/v1\/flags\/channel.etsy/)
  expect(await channelOff(live, "storefront")).toBeNull()
  await flag.set(live, { key: "channel.etsy", value: true, why: "The account is checked." })
  expect(await channelOff(live, "etsy")).toBeNull()
  await clear()
})

test("a flag is set with its reason and trace; an unknown one, a wrong type and a machine are refused", async () => {
  const view = await flag.set(ctx, { key: "heal.etsy", value: false, why: "Etsy edits titles by hand." })
  expect(view).toMatchObject({ value: false, default: true, set: { by: ctx.actor.id, why: "Etsy edits titles by hand." } })
  expect(await flagValue(ctx, "heal.etsy")).toBe(false)
  expect(await ctx.db.select().from(audit).where(eq(audit.subject, "heal.etsy"))).toMatchObject([
    { operation: "flag.set", detail: { from: true, to: false, why: "Etsy edits titles by hand." } },
  ])
  const set = (change: object, who = ctx.actor) => codeOf(flag.set(ctx.as(who), { key: "heal.etsy", value: true, why: "again", ...change }))
  expect(await set({ key: "channel.storefront" })).toBe("not_found")
  expect(await set({ value: 3 })).toBe("invalid value")
  expect(await set({ why: "" })).toBe("invalid why")
  for (const who of [actors.reader, actors.job, inside("agent", "director")]) expect(await set({}, who)).toBe("forbidden")
  expect(await flagValue(ctx, "heal.etsy")).toBe(false)
  await clear()
})

test("a value of the wrong kind in the table reads as the default", async () => {
  await ctx.commit({ writes: [flagWrite(ctx, "channel.etsy", 7, "by hand")], audit: { operation: "test", subject: "flag" } })
  expect(await flagValue(live, "channel.etsy")).toBe(false)
  await clear()
})

test("an unknown flag is refused with the names there are; a part of the visitors keeps its place; what has had its time is named", async () => {
  await clear()
  const time = clock("2026-11-22T09:00:00Z")
  const then = testCtx({ now: time.now })
  await expect(flag.set(then, { key: "channel.nowhere", value: true, why: "try it" })).rejects.toThrow(/There is no flag.*channel\.etsy/)
  const key = "rollout.prp_test"
  const on = async (percent: number) => {
    await flag.set(then, { key, value: true, percent, why: "a step" })
    const seen = await Promise.all(Array.from({ length: 60 }, (_, n) => flagValue(then, key, `visitor-${n}`)))
    return seen.flatMap((value, n) => (value === true ? [n] : []))
  }
  const [tenth, half] = [await on(10), await on(50)]
  expect(tenth.filter((n) => !half.includes(n))).toEqual([])
  expect([half.length > 15 && half.length < 45, await flagValue(then, key)]).toEqual([true, false])
  expect(await on(100)).toHaveLength(60)
  expect(await codeOf(flag.set(then, { key, value: false, percent: 5, why: "a step" }))).toBe("invalid percent")
  expect(await codeOf(flag.set(then, { key: "channel.etsy", value: true, percent: 5, why: "a part" }))).toBe("invalid percent")
  expect(await codeOf(flag.set(then, { key: "budget.cpa", value: Number.NaN, why: "nothing" }))).toMatch(/^invalid/)
  await flushUses(then)
  expect((await flag.list(then, {})).items.find((one) => one.key === key)).toMatchObject({ percent: 100, stale: null })
  time.pass(29 * 86_400)
  expect((await flag.stale(then, {})).items).toEqual([])
  time.pass(2 * 86_400)
  expect((await flag.stale(then, {})).items).toMatchObject([{ key, why: expect.stringContaining("Nobody has asked") }])
  // Asked for, on for everybody, and unchanged: the steps are over. A channel or a budget that is as old is in use.
  await flag.set(then, { key: "channel.etsy", value: true, why: "for good" })
  await flag.set(then, { key: "budget.cpa", value: 3, why: "for good" })
  time.pass(31 * 86_400)
  for (const asked of [key, "channel.etsy"]) await flagValue(then, asked, "visitor-1")
  await flushUses(then)
  expect((await flag.stale(then, {})).items).toEqual([{ key, why: "Unchanged for 62 days, and the same for everybody." }])
  time.pass(31 * 86_400)
  await flag.set(then, { key: "channel.etsy", value: true, why: "again" })
  await then.commit({ writes: [flagWrite(then, "channel.gone", true, "by older code")], audit: { operation: "test", subject: "flag" } })
  expect((await flag.stale(then, {})).items.map((one) => [one.key, one.why])).toEqual([
    [key, expect.stringContaining("Nobody has asked")],
    ["channel.gone", expect.stringContaining("No code asks for it")],
  ])
  await clear()
})
