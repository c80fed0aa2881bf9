import type { ProposalKind } from "#schemas/proposal.ts"
import type { DecisionType, DirectorKey } from "#schemas/org.ts"
import { agentOf, raci } from "#seeds/org/index.ts"

/** `shown`: shoppers see it, so it is watched. An experiment watches itself. */
type Kind = { decision: DecisionType; shown: boolean }

export const kinds: Record<ProposalKind, Kind> = {
  price: { decision: "price.change", shown: true },
  words: { decision: "listing.words", shown: true },
  retire: { decision: "product.retire", shown: false },
  experiment: { decision: "experiment.start", shown: false },
  brief: { decision: "brief.accept", shown: false },
  flag: { decision: "flag.change", shown: true },
  budget: { decision: "budget.change", shown: false },
  prompt: { decision: "prompt.change", shown: false },
  macro: { decision: "macro.change", shown: false },
  "contract-changed": { decision: "contract.accept", shown: false },
  provider: { decision: "provider.adopt", shown: false },
  drift: { decision: "dataset.accept", shown: false },
  "listing-drift": { decision: "listing.sync", shown: false },
}

/** Rows are older than kinds may be, so a stored kind is looked up, not trusted. */
export function kindOf(name: string): Kind {
  const found = Object.entries(kinds).find(([key]) => key === name)
  if (!found) throw new Error(`There is no kind of proposal "${name}".`)
  return found[1]
}

/** The directors who may vote on it: who answers for it and who is consulted, without its author. */
export function electorate(kind: string, author: string): DirectorKey[] {
  const { accountable, consulted } = raci[kindOf(kind).decision]
  const asked: string[] = [accountable, ...consulted]
  const writer = agentOf(author)
  return directorKeys.filter((key) => asked.includes(key) && key !== writer)
}
const directorKeys = ["cpa", "cca", "coa", "cda", "cca2"] as const satisfies DirectorKey[]
