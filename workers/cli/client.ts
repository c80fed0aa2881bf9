import { readFile } from "node:fs/promises"
import { fail, portOf } from "./paths.ts"
import { stateDir } from "./owner-key.ts"

/** A small client of the shop's own API. A refusal ends in an error that has the problem document's words. */
export function client(url: string, key: string) {
  const call = async <T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> => {
    const reply = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const text = await reply.text()
    if (!reply.ok) throw new Error(`${method} ${path} answered ${reply.status}: ${problemText(text)}`)
    return JSON.parse(text)
  }
  return {
    get: <T>(path: string) => call<T>("GET", path),
    post: <T>(path: string, body?: unknown, headers?: Record<string, string>) => call<T>("POST", path, body, headers),
  }
}
export type Client = ReturnType<typeof client>

function problemText(text: string): string {
  try {
    const { detail, errors = [] }: { detail?: string; errors?: { field: string; message: string }[] } = JSON.parse(text)
    return [detail ?? text, ...errors.map(({ field, message }) => `  ${field}: ${message}`)].join("\n")
  } catch {
    return text.slice(0, 300)
  }
}

/** The client of the shop that runs on this machine, with the key that its first start made. */
export async function localClient(): Promise<Client & { url: string }> {
  const url = `http://localhost:${portOf(process.env.PORT)}`
  const key = await readFile(`${stateDir()}/owner-key`, "utf8").catch(() =>
    fail(`There is no owner's key in ${stateDir()}. Run "npm start" first.`),
  )
  await fetch(`${url}/healthz`).catch(() => fail(`Nothing answers at ${url}. Run "npm start" first, or set PORT.`))
  return { ...client(url, key.trim()), url }
}
