import { and, eq, inArray, sql } from "drizzle-orm"
import { productIdeas } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import type { Write } from "#workers/lib/db.ts"

/** Says which run makes an idea; part of the commit that opens the run, so that an idea without one is known to have none. */
export const madeByRun = (ctx: Ctx, ideaId: string, jobId: string): Write =>
  ctx.db
    .update(productIdeas)
    .set({ status: "taken", takenBy: jobId, takenAt: sql`coalesce(${productIdeas.takenAt}, ${ctx.now().getTime()})` })
    .where(and(eq(productIdeas.id, ideaId), inArray(productIdeas.status, ["new", "taken"])))
