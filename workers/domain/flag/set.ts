import { z } from "zod"
import { FlagValue, FlagView } from "#schemas/flag.ts"
import { flags } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { AppError, invalidField, notFound } from "#workers/errors.ts"
import type { Write } from "#workers/lib/db.ts"
import { operation } from "#workers/operation.ts"
import { listFlags } from "./list.ts"
import { flagSpecs } from "./specs.ts"

/** Sets a flag. Only people turn things on: what acts on texts from outside is refused, whatever its scopes. */
export const setFlag = operation({
  name: "flag.set",
  about: "Sets a flag, and keeps who did it and why.",
  scope: "write",
  approval: "person",
  input: z.strictObject({ key: z.string().max(60), value: FlagValue, why: z.string().trim().min(3).max(500) }),
  output: FlagView,
})(async (ctx, { key, value, why }) => {
  const spec = flagSpecs(ctx).find((one) => one.key === key)
  if (!spec) throw notFound("flag", key)
  if (typeof value !== typeof spec.fallback) throw invalidField("value", `${key} takes a ${typeof spec.fallback}.`)
  if (ctx.actor.tainted || ctx.actor.kind === "job") throw new AppError("forbidden", "Flags are set by people.")
  const { items } = await listFlags(ctx, {})
  const before = items.find((one) => one.key === key)
  await ctx.commit({
    writes: [flagWrite(ctx, key, value, why)],
    audit: { operation: "flag.set", subject: key, detail: { from: before?.value ?? spec.fallback, to: value, why } },
  })
  const after = (await listFlags(ctx, {})).items.find((one) => one.key === key)
  if (!after) throw new Error(`The flag ${key} was not written.`)
  return after
})

/** The row, for a batch, `percent`: of visitors, for a switch that is on for some: code that turns something off for safety writes it beside its reason. */
export function flagWrite(ctx: Ctx, key: string, value: FlagValue, why: string, percent: number | null = null): Write {
  const set = { value, percent, why, setBy: ctx.actor.id, setAt: ctx.now() }
  return ctx.db
    .insert(flags)
    .values({ key, ...set })
    .onConflictDoUpdate({ target: flags.key, set })
}
