import { parseArgs } from "node:util"
import { localClient } from "./client.ts"
import { fail } from "./paths.ts"

/** `npm run publish -- DRAFT_ID --channel storefront --channel etsy [--price 19] [--validate-only]`. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { channel: { type: "string", multiple: true }, price: { type: "string" }, "validate-only": { type: "boolean", default: false } },
})
const [draftId] = positionals
if (!draftId || !values.channel) fail("Say what and where: npm run publish -- DRAFT_ID --channel storefront")
type Report = {
  status: string
  results: { channel: string; ok: boolean; status: string; url: string | null; problems: { field: string; message: string }[] }[]
}
const report = await (
  await localClient()
)
  .post<Report>("/v1/products/publish", {
    draft_id: draftId,
    channel: values.channel,
    validate_only: values["validate-only"],
    ...(values.price ? { pricing: { price: Number(values.price) } } : {}),
  })
  .catch((error: Error) => fail(error.message))
for (const { channel, status, url, problems } of report.results)
  console.log(`${channel}: ${status} ${url ?? ""}${problems.map(({ field, message }) => `\n  ${field}: ${message}`).join("")}`)
if (report.results.some(({ ok }) => !ok)) process.exit(1)
