import { localClient } from "./client.ts"
import { fail } from "./paths.ts"

type Step = {
  kind: string
  says: string
  inputs: { name: string; value: string }[]
  decision: { rule: string; agent: string; at: string; chained: boolean } | null
  link: string | null
}

/** `npm run why -- PRODUCT price`: the chain of decisions behind a product, or behind anything else that is logged. */
const [subject, field] = process.argv.slice(2)
if (!subject) fail("Say about what: npm run why -- PRODUCT price, with a product's slug or id, or the id of an order or a proposal.")
const id = encodeURIComponent(subject)
const path = field ? `/v1/products/${id}/why?field=${encodeURIComponent(field)}` : `/v1/decisions/why/${id}`
const { question, steps } = await (
  await localClient()
)
  .get<{ question: string; steps: Step[] }>(path)
  .catch((error: Error) => fail(error.message))
console.log(`${question}\n`)
for (const { says, inputs, decision, link } of steps) {
  console.log(`← ${says}`)
  if (inputs.length > 0) console.log(`    ${inputs.map(({ name, value }) => `${name}: ${value}`).join("; ")}`)
  if (decision) console.log(`    ${decision.rule}, ${decision.agent}, ${decision.at}${decision.chained ? "" : ", not chained yet"}`)
  else if (link) console.log(`    ${link}`)
}
