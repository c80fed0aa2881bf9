import type { AgentKey, DecisionType, DirectorKey } from "#schemas/org.ts"
import { agentOf, directors, executors, raci } from "#seeds/org/index.ts"

/** What an accountable director has told an executor to do. */
export type Mandate = { decision: DecisionType; by: DirectorKey }
type Agent = { kind: string; id: string; mandate?: Mandate }

/**
 * Why this caller may not execute the decision; null when it may. The accountable director may; an executor may under that
 * director's mandate when the table names it responsible. Who is no agent is bound by scopes and policies, not by this table.
 */
export function raciRefusal(actor: Agent, decision: DecisionType): string | null {
  if (actor.kind !== "agent") return null
  const row = raci[decision]
  const agent = agentOf(actor.id)
  if (agent === null) return `${actor.id} is not an agent of this organisation.`
  if (agent === row.accountable) return null
  const sent = actor.mandate?.decision === decision && actor.mandate.by === row.accountable && row.responsible.includes(agent)
  return sent ? null : `${agent} does not answer for ${decision}; ${row.accountable} does.`
}

/**
 * What an agent may write without deciding anything: by the tools of its file and nothing else. Null when it may; people are bound by
 * scopes, and what spends always has a decision.
 */
export function toolRefusal(
  actor: Agent,
  { name, scope, decision }: { name: string; scope: string; decision?: DecisionType },
): string | null {
  if (actor.kind !== "agent" || decision || scope !== "write") return null
  const agent = agentOf(actor.id)
  const tools = [...directors, ...executors].find(({ key }) => key === agent)?.tools ?? []
  return tools.includes(name) ? null : `${name} is none of the tools of ${actor.id}.`
}

/** The executor as it acts for this director. Throws when the director does not answer for the decision or the executor does not do such work. */
export function mandated(director: DirectorKey, executor: AgentKey, decision: DecisionType): { id: string; mandate: Mandate } {
  const row = raci[decision]
  if (row.accountable !== director) throw new RangeError(`${director} does not answer for ${decision}; ${row.accountable} does.`)
  if (!row.responsible.includes(executor)) throw new RangeError(`${executor} is not responsible for ${decision}.`)
  return { id: `agent:${executor}`, mandate: { decision, by: director } }
}
