import { z } from "zod"
import { GuardrailPolicy } from "#schemas/policy.ts"
import { KillCriterion, ProposalDiff, ProposalKind } from "#schemas/proposal.ts"
import { rule } from "#workers/rule.ts"

export const GuardInput = z.strictObject({
  kind: ProposalKind,
  diff: z.array(ProposalDiff),
  kill: KillCriterion.nullable(),
  shown: z.boolean(),
  policy: GuardrailPolicy,
  facts: z.strictObject({
    floor: z.int(),
    ceiling: z.int(),
    /** Payment fees of an average sale by the ledger, minor units; null before the first. */
    feePerSale: z.number().nullable(),
    daysSincePrice: z.number().nullable(),
    ageDays: z.number().nullable(),
    orders: z.int().nullable(),
    onSale: z.int(),
    rollouts: z.int().describe("that run on this subject"),
  }),
})
type Given = z.infer<typeof GuardInput>

/** What stands against a proposal however many vote for it; nothing means it may be applied. */
export const guard = rule({
  name: "proposal.guard",
  version: 1,
  about: "Holds a proposal against floor and ceiling prices, margin after fees, budgets and policy.",
  decision: "job.run",
  input: GuardInput,
  output: z.strictObject({ refusals: z.array(z.string()) }),
  decide(given) {
    const { kind, shown, kill, facts, policy } = given
    const common = [
      shown && !kill && "A change that shoppers see needs its kill criterion as data.",
      (shown || kind === "experiment") && facts.rollouts >= policy.rolloutsPerSubject && "Another change of this product is being shown.",
    ]
    const own = kind === "price" ? price(given) : kind === "retire" ? retire(given) : kind === "budget" ? budget(given) : flag(given)
    return { refusals: [...common, ...own].filter((line) => typeof line === "string") }
  },
})

const figure = (value: unknown): number => (typeof value === "number" && Number.isFinite(value) ? value : Number.NaN)
const bounds = ({ diff }: Given) => ({ from: figure(diff[0]?.from), to: figure(diff[0]?.to) })

function price(given: Given) {
  const { facts, policy } = given
  const { from, to } = bounds(given)
  const { mostStep, leastMargin, daysBetween, assumedFee } = policy.price
  const fee = facts.feePerSale ?? to * assumedFee.share + assumedFee.fixed
  return [
    !(to >= facts.floor && to <= facts.ceiling) && `The price must stay between ${facts.floor} and ${facts.ceiling}.`,
    !(Math.abs(to - from) <= from * mostStep) && `One step may change a price by ${mostStep * 100} % at most.`,
    !(1 - fee / to >= leastMargin) && `After fees of ${Math.round(fee)} less than ${leastMargin * 100} % of the price would be left.`,
    facts.daysSincePrice !== null && facts.daysSincePrice < daysBetween && `The price was changed less than ${daysBetween} days ago.`,
  ]
}

function retire({ facts, policy }: Given) {
  return [
    (facts.ageDays ?? 0) < policy.retire.leastAgeDays && `A product stays for ${policy.retire.leastAgeDays} days at least.`,
    (facts.orders ?? 0) > 0 && "It has sold.",
    facts.onSale <= policy.retire.leastShelf && `No fewer than ${policy.retire.leastShelf} products stay on sale.`,
  ]
}

function budget(given: Given) {
  const { from, to } = bounds(given)
  const { most, mostStep } = given.policy.budget
  return [
    !(to <= most) && `An agent's models may cost ${most} dollars a day at most.`,
    !(to - from <= from * mostStep) && `One step may raise a budget by ${mostStep * 100} % at most.`,
  ]
}

function flag({ kind, diff, policy }: Given) {
  const key = diff[0]?.target.replace(/^flag\./, "") ?? ""
  return [kind === "flag" && !policy.flag.agents.some((area) => key.startsWith(area)) && `${key} is turned by people only.`]
}
