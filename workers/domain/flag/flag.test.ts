import { eq } from "drizzle-orm"
import { expect, test } from "vitest"
import { audit, flags } from "#schemas/tables/index.ts"
import { inside } from "#workers/context.ts"
import { actors, bindings, codeOf, testCtx } from "#workers/test/ctx.ts"
import { channelOff, flag, flagValue, flagWrite } from "./index.ts"

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
