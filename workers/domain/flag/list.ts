import { z } from "zod"
import { FlagView } from "#schemas/flag.ts"
import { flags } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import { operation } from "#workers/operation.ts"
import { flagSpec, flagSpecs, type FlagSpec } from "./specs.ts"
import { usesOf } from "./uses.ts"

const staleDays = 30
type Row = typeof flags.$inferSelect

export const listFlags = operation({
  name: "flag.list",
  about: "Lists the flags, their defaults, who set them, how often they are asked for, and which are left over.",
  scope: "read",
  approval: "none",
  input: z.strictObject({}),
  output: z.strictObject({ items: z.array(FlagView) }),
})(async (ctx) => {
  const [rows, uses] = await Promise.all([ctx.db.select().from(flags), usesOf(ctx, staleDays)])
  const fixed = flagSpecs(ctx)
  const passing = rows.filter(({ key }) => key.startsWith("rollout.")).map(({ key }) => flagSpec(ctx, key))
  const known = new Set([...fixed, ...passing].map(({ key }) => key))
  const orphans = rows.filter(({ key }) => !known.has(key)).map(orphan)
  return {
    items: [...fixed, ...passing, ...orphans].map(({ key, about, fallback, byVisitor }) => {
      const row = rows.find((one) => one.key === key)
      const asked = uses.get(key) ?? 0
      return {
        key,
        about,
        kind: typeof fallback === "boolean" ? ("switch" as const) : ("number" as const),
        value: row?.value ?? fallback,
        default: fallback,
        byVisitor,
        percent: row?.percent ?? null,
        uses: asked,
        stale: row && !known.has(key) ? leftOver : row ? staleWhy(ctx, row, asked, byVisitor) : null,
        set: row ? { by: row.setBy, at: row.setAt.toISOString(), why: row.why } : null,
      }
    }),
  }
})

const leftOver = "No code asks for it: what it belonged to is gone."
/** A row whose channel or agent is not there any more. */
const orphan = ({ key, value }: Row): FlagSpec => ({ key, about: "Not in seeds/flags.yaml.", fallback: value, byVisitor: false })

/**
 * A switch that nobody asks for has no answer to give; one that was brought to visitors step by step and has long been the same for all of
 * them is no question any more. Channels are turned on for good, and numbers are settings: those do not grow old.
 */
function staleWhy(ctx: Ctx, { value, percent, setAt }: Row, asked: number, byVisitor: boolean): string | null {
  const days = Math.floor((ctx.now().getTime() - setAt.getTime()) / 86_400_000)
  if (days < staleDays || typeof value !== "boolean") return null
  if (asked === 0) return `Nobody has asked for it in ${staleDays} days.`
  const settled = !value || percent === null || percent === 0 || percent === 100
  return byVisitor && settled ? `Unchanged for ${days} days, and the same for everybody.` : null
}

export const staleFlags = operation({
  name: "flag.stale",
  about: "Names the flags that have had their time: long unchanged for everybody, or never asked for.",
  scope: "read",
  approval: "none",
  input: z.strictObject({}),
  output: z.strictObject({ items: z.array(z.strictObject({ key: z.string(), why: z.string() })) }),
})(async (ctx) => ({
  items: (await listFlags(ctx, {})).items.flatMap(({ key, stale }) => (stale ? [{ key, why: stale }] : [])),
}))
