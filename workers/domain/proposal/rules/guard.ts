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
    // The log has older entries without these.
    experiments: z.strictObject({ running: z.int(), most: z.int() }).optional().describe("in the whole shop"),
    measured: z.boolean().optional().describe("whether anybody knows the product's views and orders"),
    modelMoney: z.boolean().optional().describe("whether models may cost anything more today"),
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
  decide: (given) => ({ refusals: weigh(given).map(({ why }) => why) }),
})

/** Of the refusals those that go by themselves: by time, by another change's end, by a figure that comes in. The others are for good. */
export const passingOf = (given: Given): string[] => weigh(given).flatMap(({ why, passes }) => (passes ? [why] : []))

type Refusal = { why: string; passes: boolean }
type Found = Refusal | null
const never = (stands: boolean, why: string): Found => (stands ? { why, passes: false } : null)
const now = (stands: boolean, why: string): Found => (stands ? { why, passes: true } : null)

function weigh(given: Given): Refusal[] {
  const { kind, shown, kill, facts, policy } = given
  const common = [
    never(shown && !kill, "A change that shoppers see needs its kill criterion as data."),
    now((shown || kind === "experiment") && facts.rollouts >= policy.rolloutsPerSubject, "Another change of this product is being shown."),
  ]
  const own = { price, retire, budget, flag, experiment, brief }
  const guards = Object.entries(own).find(([name]) => name === kind)?.[1]
  return [...common, ...(guards?.(given) ?? [])].filter((found) => found !== null)
}

const figure = (value: unknown): number => (typeof value === "number" && Number.isFinite(value) ? value : Number.NaN)
const bounds = ({ diff }: Given) => ({ from: figure(diff[0]?.from), to: figure(diff[0]?.to) })

function price(given: Given): Found[] {
  const { facts, policy } = given
  const { from, to } = bounds(given)
  const { mostStep, leastMargin, daysBetween, assumedFee } = policy.price
  const fee = facts.feePerSale ?? to * assumedFee.share + assumedFee.fixed
  return [
    never(!(to >= facts.floor && to <= facts.ceiling), `The price must stay between ${facts.floor} and ${facts.ceiling}.`),
    never(!(Math.abs(to - from) <= from * mostStep), `One step may change a price by ${mostStep * 100} % at most.`),
    never(!(1 - fee / to >= leastMargin), `After fees of ${Math.round(fee)} less than ${leastMargin * 100} % of the price would be left.`),
    now(facts.daysSincePrice !== null && facts.daysSincePrice < daysBetween, `The price was changed less than ${daysBetween} days ago.`),
  ]
}

function retire({ facts, policy }: Given): Found[] {
  return [
    now((facts.ageDays ?? 0) < policy.retire.leastAgeDays, `A product stays for ${policy.retire.leastAgeDays} days at least.`),
    never((facts.orders ?? 0) > 0, "It has sold."),
    now(facts.measured === false, "Nobody has measured whether it sells, and missing data is no reason."),
    now(facts.onSale <= policy.retire.leastShelf, `No fewer than ${policy.retire.leastShelf} products stay on sale.`),
  ]
}

function budget(given: Given): Found[] {
  const { from, to } = bounds(given)
  const { most, mostStep } = given.policy.budget
  return [
    never(!(to <= most), `An agent's models may cost ${most} dollars a day at most.`),
    never(!(to - from <= from * mostStep), `One step may raise a budget by ${mostStep * 100} % at most.`),
  ]
}

function flag({ diff, policy }: Given): Found[] {
  const key = diff[0]?.target.replace(/^flag\./, "") ?? ""
  return [never(!policy.flag.agents.some((area) => key.startsWith(area)), `${key} is turned by people only.`)]
}

function experiment({ facts: { experiments } }: Given): Found[] {
  return [now(!!experiments && experiments.running >= experiments.most, `${experiments?.most} experiments run already.`)]
}

function brief({ facts: { modelMoney } }: Given): Found[] {
  return [now(modelMoney === false, "Today's budget for models is used up; a new product would not be finished.")]
}
