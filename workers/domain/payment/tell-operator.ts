import type { Ctx } from "#workers/context.ts"
import { sha256 } from "#workers/lib/hash.ts"
import { pageOperator } from "#workers/domain/letter/index.ts"
import type { Difference } from "./rules.ts"

/** One letter for one finding: the same differences are not told again by the next run. */
export async function tellOperator(ctx: Ctx, found: Difference[]): Promise<void> {
  if (found.length === 0) return
  const lines = [
    `Payments and books were compared with ${ctx.payments.name}. ${found.length} things differ and need a person.`,
    ...found.slice(0, 50).map(({ subject, what, ours, theirs }) => `${subject}: ${what}\n  the shop: ${ours}\n  the provider: ${theirs}`),
  ]
  const key = `reconcile:${(await sha256(lines.join("\n\n"))).slice(0, 32)}`
  await pageOperator(ctx, { key, subject: `${found.length} differences in payments`, lines, page: "/console/ledger" })
}
