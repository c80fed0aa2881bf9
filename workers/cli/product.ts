import { parseArgs } from "node:util"
import { localClient } from "./client.ts"
import { fail } from "./paths.ts"

/** `npm run product -- revise SLUG [--price 12] [--title "…"]` or `npm run product -- withdraw SLUG --why "…"`. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { price: { type: "string" }, title: { type: "string" }, why: { type: "string" } },
})
const [verb, slug] = positionals
const api = await localClient()
if (verb === "revise" && slug) {
  const change = { ...(values.title ? { title: values.title } : {}), ...(values.price ? { price: Number(values.price) } : {}) }
  const { title, priceAmount } = await api
    .post<{ title: string; priceAmount: number }>(`/v1/products/${slug}/revisions`, change)
    .catch((error: Error) => fail(error.message))
  console.log(`${title}, ${priceAmount / 100}. Our shop shows it now; the channels follow with their next sync (npm run sync -- all).`)
} else if (verb === "withdraw" && slug) {
  type Results = { results: { channel: string; status: string; problems: { message: string; fix: string }[] }[] }
  const { results } = await api
    .post<Results>(`/v1/products/${slug}/withdrawal`, { reason: values.why ?? "" })
    .catch((error: Error) => fail(error.message))
  for (const { channel, status, problems } of results)
    console.log(`${channel}: ${status}${problems.map(({ message, fix }) => `\n  ${message} ${fix}`).join("")}`)
} else fail('Say what and which: npm run product -- revise SLUG --price 12, or npm run product -- withdraw SLUG --why "…"')
