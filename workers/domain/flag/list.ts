import { z } from "zod"
import { FlagView } from "#schemas/flag.ts"
import { flags } from "#schemas/tables/index.ts"
import { operation } from "#workers/operation.ts"
import { flagSpecs } from "./specs.ts"

export const listFlags = operation({
  name: "flag.list",
  about: "Lists the flags, their defaults, and who set them.",
  scope: "read",
  approval: "none",
  input: z.strictObject({}),
  output: z.strictObject({ items: z.array(FlagView) }),
})(async (ctx) => {
  const rows = await ctx.db.select().from(flags)
  return {
    items: flagSpecs(ctx).map(({ key, about, fallback }) => {
      const row = rows.find((one) => one.key === key)
      return {
        key,
        about,
        kind: typeof fallback === "boolean" ? ("switch" as const) : ("number" as const),
        value: row?.value ?? fallback,
        default: fallback,
        set: row ? { by: row.setBy, at: row.setAt.toISOString(), why: row.why } : null,
      }
    }),
  }
})
