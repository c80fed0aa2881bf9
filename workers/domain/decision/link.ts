import type { decisions } from "#schemas/tables/index.ts"
import { canonical, sha256 } from "#workers/lib/hash.ts"

export type DecisionRow = typeof decisions.$inferSelect

/** What stands before the first link. */
export const genesis = "0".repeat(64)

/** SHA-256 over the hash before and the whole row in canonical JSON: no byte of either can change unseen. */
export const linkHash = (prev: string, row: DecisionRow): Promise<string> => sha256(`${prev}\n${canonical(row)}`)
