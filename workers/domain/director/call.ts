import { z } from "zod"
import { DirectorKey } from "#schemas/org.ts"
import { AppError } from "#workers/errors.ts"
import { operation } from "#workers/operation.ts"

/** Wakes a director in its own object, as the schedule does. */
export const callDirector = operation({
  name: "director.call",
  about: "Wakes a director now.",
  scope: "write",
  approval: "none",
  input: z.strictObject({ director: DirectorKey }),
  output: z.strictObject({ did: z.array(z.string()) }),
})(async (ctx, { director }) => {
  if (ctx.actor.kind !== "operator" && ctx.actor.kind !== "key")
    throw new AppError("forbidden", "People call directors; the rest is the schedule's.")
  return { did: await ctx.wake(director, { kind: "operator", about: `called by ${ctx.actor.id}` }) }
})
