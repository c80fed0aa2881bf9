import { z } from "zod"
import { DirectorKey } from "./org.ts"

/** Why a director wakes. An event alone makes it look at its goals; only a scheduled or asked-for wake lets it act. */
export const WakeCause = z.strictObject({ kind: z.enum(["schedule", "event", "operator"]), about: z.string().max(200) })
export type WakeCause = z.infer<typeof WakeCause>

/** US dollars that an agent's models may cost today, and have cost. */
export const AgentBudget = z.strictObject({ cap: z.number(), spent: z.number(), over: z.boolean() })
export type AgentBudget = z.infer<typeof AgentBudget>

/** What a wake came to, a sentence each. `model`: who advised; null when the director's own policy decided alone. */
export const WakeReport = z.strictObject({ did: z.array(z.string()), budget: AgentBudget, model: z.string().nullable() })
export type WakeReport = z.infer<typeof WakeReport>

/** What a director's object holds beside its board. */
export const Mind = z.strictObject({
  director: DirectorKey,
  wakes: z.int(),
  heard: z.int().describe("events since the last wake"),
  last: WakeReport.extend({ at: z.iso.datetime(), cause: z.string() }).nullable(),
})
export type Mind = z.infer<typeof Mind>
export type Memory = { at: string; text: string }
