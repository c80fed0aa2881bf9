import type { WakeReport } from "#schemas/director.ts"
import type { DirectorKey } from "#schemas/org.ts"
import { directors } from "#seeds/org/index.ts"
import type { Ctx } from "#workers/context.ts"
import { hear, type Listened } from "#workers/domain/decision/index.ts"
import type { Option } from "./candidates.ts"

export type Advice = { keys: string[] | null; heard: Listened[]; model: string | null; note: string | null }
const none: Advice = { keys: null, heard: [], model: null, note: null }

/**
 * Asks a hosted model which option comes first, when one is configured and the director's day has money left. Whatever goes wrong,
 * the director's own policy decides alone; keys that were not on the list are dropped, and an answer with none left counts as none.
 */
export async function advise(
  ctx: Ctx,
  director: DirectorKey,
  goals: Record<string, "met" | "missed" | "unknown">,
  options: Option[],
  { over }: WakeReport["budget"],
  remembered: string[],
): Promise<Advice> {
  if (options.length < 2 || !ctx.models.providers.some(({ mode }) => mode !== "embedded")) return none
  if (over) return { ...none, note: "Its budget for models is used up today; its own policy decided." }
  const input = {
    director,
    goals: Object.entries(goals).map(([id, state]) => ({ id, state })),
    candidates: options.map(({ key, about }) => ({ key, about })),
    remembered: remembered.slice(-20),
  }
  const role = directors.find(({ key }) => key === director)?.role
  try {
    const { output, model } = await ctx.models.complete("plan", input, `director:${director}`, role ? { role } : {})
    if (model.startsWith("embedded")) return { ...none, note: "No hosted model answered; its own policy decided." }
    const listed = new Set(options.map(({ key }) => key))
    const keys = output.ranked.map(({ key }) => key).filter((key) => listed.has(key))
    const heard = [await hear(ctx, "plan", { output, model })]
    if (keys.length === 0) return { keys: null, heard, model, note: `${model} named nothing that was on the list; its own policy decided.` }
    return { keys, heard, model, note: null }
  } catch (error) {
    ctx.log("director.unadvised", { director, error: String(error) })
    return { ...none, note: "No model answered; its own policy decided." }
  }
}
