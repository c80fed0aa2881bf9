import { parse } from "yaml"
import { z } from "zod"
import { AgentKey, DecisionType, Director, Executor, Raci, type DirectorKey } from "#schemas/org.ts"
import directorsYaml from "./directors.yaml?raw"
import executorsYaml from "./executors.yaml?raw"
import raciYaml from "./raci.yaml?raw"

/** The five directors and their goals. */
export const directors = z.array(Director).length(5).parse(parse(directorsYaml))
/** The five departments. */
export const executors = z.array(Executor).length(5).parse(parse(executorsYaml))
/** Who answers for what: every decision type has its row. */
export const raci = Raci.parse(parse(raciYaml))

export const accountableFor = (decision: DecisionType): DirectorKey => raci[decision].accountable

/** `agent:cca` as `cca`; null for whoever is no agent of the organisation. */
export function agentOf(actorId: string): AgentKey | null {
  const given = AgentKey.safeParse(actorId.replace(/^agent:/, ""))
  return actorId.startsWith("agent:") && given.success ? given.data : null
}
