import { sql } from "drizzle-orm"
import { changes } from "#schemas/tables/index.ts"
import type { Ctx } from "#workers/context.ts"
import type { Write } from "#workers/lib/db.ts"
import { canonical, sha256 } from "#workers/lib/hash.ts"
import type { ProposalRow } from "./list.ts"

type Values = Record<string, unknown>

/** The row that proves a step: the subject's values before and after with their hashes, numbered by subject. */
export async function changeWrite(
  ctx: Ctx,
  { id, subject, diffHash }: ProposalRow,
  direction: "apply" | "rollback",
  before: Values,
  after: Values,
): Promise<Write[]> {
  const hash = (values: Values) => sha256(canonical({ subject, values }))
  const [beforeHash, afterHash] = await Promise.all([hash(before), hash(after)])
  const row = {
    id: ctx.id("change"),
    proposalId: id,
    direction,
    subject,
    version: sql`(SELECT coalesce(max(version), 0) + 1 FROM changes WHERE subject = ${subject})`,
    diffHash,
    before,
    after,
    beforeHash,
    afterHash,
    actor: ctx.actor.id,
    at: ctx.now(),
  }
  // In a list, for a query that is awaited runs.
  return [ctx.db.insert(changes).values(row)]
}
