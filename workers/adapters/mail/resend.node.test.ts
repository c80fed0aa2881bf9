import { OpenAPIBackend, type Document } from "openapi-backend"
import { expect, test } from "vitest"
import { vendorContract } from "#workers/test/contracts.ts"
import { recordedSandbox } from "#workers/test/twins.ts"
import { mailEnv, openMail } from "./index.ts"

const contract = vendorContract("resend/resend.2026-08-21.json")
const message = {
  to: "jane@example.com",
  subject: "Your files",
  text: "Here.",
  html: "<p>Here.</p>",
  idempotencyKey: "receipt:1",
  kind: "receipt" as const,
}

test.skipIf(contract.missing)(
  "Resend: what is sent and answered fits its document, the same key is one mail; a mail without a subject does not fit",
  async () => {
    const api = await new OpenAPIBackend({
      definition: contract.read<Document>(),
      quick: true,
      strict: false,
      ajvOpts: { strict: false, validateFormats: false },
    }).init()
    const sandbox = recordedSandbox()
    const settings = mailEnv.parse({ RESEND_API_KEY: "re_autonomax_sandbox", RESEND_BASE_URL: sandbox.url })
    const mail = openMail(settings, { fetch: sandbox.fetch, store: async () => ({ id: "" }), suppressed: async () => null })
    const first = await mail.send(message)
    expect(await mail.send(message)).toEqual(first)
    await expect(mail.send({ ...message, text: "Other." })).rejects.toMatchObject({
      message: expect.stringContaining("409"),
      retryable: false,
    })
    const faults = sandbox.exchanges.slice(0, 2).flatMap(({ method, url, headers, body, answer, status }) => {
      const request = { method, path: url.pathname, headers: Object.fromEntries(headers), body: JSON.parse(String(body)) }
      const operation = api.router.matchOperation(request)
      return [
        ...(api.validateRequest(request, operation).errors ?? []),
        ...(api.validateResponse(answer, operation ?? "", status).errors ?? []),
      ]
    })
    expect(faults).toEqual([])
    const without = {
      method: "POST",
      path: "/emails",
      headers: { "content-type": "application/json" },
      body: { from: "a@b.example", to: "c@d.example" },
    }
    expect(api.validateRequest(without).valid).toBe(false)
    expect(await (await sandbox.fetch(`${sandbox.url}/resend`)).text()).toContain("Your files")
  },
)
