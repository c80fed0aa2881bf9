import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "vitest"
import { newWebhookSecret, refuseWebhook, signWebhook } from "#workers/lib/standard-webhooks.ts"
import { vendorContract } from "#workers/test/contracts.ts"

type Vectors = { vectors: Record<"secret" | "webhook-id" | "webhook-timestamp" | "webhook-signature" | "payload", string>[] }
const contract = vendorContract("standard-webhooks/vectors.json")
const page = readFileSync(new URL("../../../docs/webhooks.md", import.meta.url), "utf8")
const snippet = (language: string) => new RegExp(`\`\`\`${language}\n([\\s\\S]+?)\`\`\``).exec(page)?.[1] ?? ""
const folder = mkdtempSync(join(tmpdir(), "webhooks-"))
const body = '{"name":"Größe"}'

async function signed(secret: string, seconds = Math.floor(Date.now() / 1000)) {
  const old = await signWebhook(newWebhookSecret(), "evt_1", seconds, body)
  const signature = `${old} ${await signWebhook(secret, "evt_1", seconds, body)}`
  return { "webhook-id": "evt_1", "webhook-timestamp": String(seconds), "webhook-signature": signature }
}

test.skipIf(contract.missing)("our signatures are those of the vectors that the libraries of Standard Webhooks share", async () => {
  for (const one of contract.read<Vectors>().vectors) {
    const at = Number(one["webhook-timestamp"])
    expect(await signWebhook(one.secret, one["webhook-id"], at, one.payload)).toBe(one["webhook-signature"])
    const message = { id: one["webhook-id"], timestamp: one["webhook-timestamp"], signature: one["webhook-signature"], body: one.payload }
    expect(await refuseWebhook(one.secret, message, new Date(at * 1000))).toBeNull()
    expect(await refuseWebhook(one.secret, { ...message, body: `${one.payload} ` }, new Date(at * 1000))).toMatch(/signature/)
  }
})

test("the TypeScript of the documentation takes what we sign and refuses what is changed, old or signed by somebody else", async () => {
  const file = join(folder, "verify.ts")
  writeFileSync(file, snippet("ts"))
  const { verify }: { verify: (secret: string, headers: Headers, text: string) => Promise<boolean> } = await import(/* @vite-ignore */ file)
  const secret = newWebhookSecret()
  const headers = new Headers(await signed(secret))
  expect(await verify(secret, headers, body)).toBe(true)
  expect(await verify(secret, headers, `${body} `)).toBe(false)
  expect(await verify(newWebhookSecret(), headers, body)).toBe(false)
  expect(await verify(secret, new Headers(await signed(secret, Math.floor(Date.now() / 1000) - 400)), body)).toBe(false)
})

/** Not everybody who changes this code has Python; the skip stands in the report of the run. */
function hasPython(): boolean {
  try {
    return execFileSync("python3", ["--version"]).length > 0
  } catch {
    return false
  }
}
test.skipIf(!hasPython())("the Python of the documentation does the same", async () => {
  const secret = newWebhookSecret()
  const run = (headers: object, text: string) => {
    const call = `import json,sys\nh,b,s=json.loads(sys.argv[1]),sys.argv[2].encode(),sys.argv[3]\nprint(verify(s,h,b))`
    return execFileSync("python3", ["-c", `${snippet("python")}\n${call}`, JSON.stringify(headers), text, secret])
      .toString()
      .trim()
  }
  const headers = await signed(secret)
  expect([run(headers, body), run(headers, "{}"), run(await signed(secret, 1_700_000_000), body)]).toEqual(["True", "False", "False"])
})
