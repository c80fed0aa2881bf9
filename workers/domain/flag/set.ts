import { eq } from "drizzle-orm"
import { z } from "zod"
import { FlagValue, FlagView } from "#schemas/flag.ts"
import { flags } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError, invalidField } from "#workers/errors.ts"
import type { Write } from "#workers/lib/db.ts"
import { operation } from "#workers/operation.ts"
import { listFlags } from "./list.ts"
import { flagSpec } from "./specs.ts"

/** Sets a flag. Only people turn things on: what acts on texts from outside is refused, whatever its scopes. */
export const setFlag = operation({
  name: "flag.set",
  about: "Sets a flag, and keeps who did it and why.",
  scope: "write",
  approval: "person",
  decision: "flag.change",
  input: z.strictObject({
    key: z.string().max(60),
    value: FlagValue,
    percent: z.int().min(0).max(100).optional().describe("of visitors, for a switch that is turned on"),
    why: z.string().trim().min(3).max(500),
  }),
  output: FlagView,
})(async (ctx, { key, value, percent, why }) => {
  const spec = flagSpec(ctx, key)
  if (typeof value !== typeof spec.fallback) throw invalidField("value", `${key} takes a ${typeof spec.fallback}.`)
  if (percent !== undefined && value !== true) throw invalidField("percent", "Only a switch that is on can be on for a part.")
  if (percent !== undefined && !spec.byVisitor)
    throw invalidField("percent", `${key} is asked for the whole shop and not for a visitor; it is on or off.`)
  if (ctx.actor.tainted || ctx.actor.kind === "job") throw new AppError("forbidden", "Flags are set by people.")
  const { items } = await listFlags(ctx, {})
  const before = items.find((one) => one.key === key)
  await ctx.commit({
    writes: [flagWrite(ctx, key, value, why, percent ?? null)],
    audit: {
      operation: "flag.set",
      subject: key,
      detail: { from: before?.value ?? spec.fallback, to: value, ...(percent === undefined ? {} : { percent }), why },
    },
  })
  const after = (await listFlags(ctx, {})).items.find((one) => one.key === key)
  if (!after) throw new Error(`The flag ${key} was not written.`)
  return after
})

/** Takes a flag that has had its time out of the table. */
export const flagRemoval = (ctx: Ctx, key: string): Write => ctx.db.delete(flags).where(eq(flags.key, key))

/** The row, for a batch, `percent`: of visitors, for a switch that is on for some: code that turns something off for safety writes it beside its reason. */
export function flagWrite(ctx: Ctx, key: string, value: FlagValue, why: string, percent: number | null = null): Write {
  const set = { value, percent, why, setBy: ctx.actor.id, setAt: ctx.now() }
  return ctx.db
    .insert(flags)
    .values({ key, ...set })
    .onConflictDoUpdate({ target: flags.key, set })
}
