import type { Client } from "./client.ts"
import { fail } from "./paths.ts"

const settings: Record<string, (sandbox: string) => Record<string, string>> = {
  openai: (sandbox) => ({ OPENAI_BASE_URL: `${sandbox}/openai/v1` }),
  anthropic: (sandbox) => ({ ANTHROPIC_BASE_URL: `${sandbox}/anthropic` }),
  local: (sandbox) => ({ LOCAL_BASE_URL: `${sandbox}/ollama/v1` }),
}

/** The settings that let a provider write while the sandbox plays it; none when no provider is named. */
export function playedModel(name: string | undefined): (sandboxUrl: string) => Record<string, string> {
  if (name === undefined) return () => ({})
  return settings[name] ?? fail(`--model takes ${Object.keys(settings).join(", ")}; "${name}" is none of them.`)
}

type Books = {
  budget: { chargedMicros: number; heldMicros: number; presumedMicros: number; level: number }
  today: { model: string; calls: number; cached: number; tokensIn: number; tokensOut: number; costMicros: number }[]
}

/** Checks that the wished provider wrote everything, that nothing is held any more, and that the ledger has the sum of the calls. */
export async function checkBooks(api: Client, name: string | undefined): Promise<Books> {
  const { budget, today } = await api.get<Books>("/v1/models")
  const wished = name ?? "embedded"
  const others = today.filter(({ model }) => !model.startsWith(`${wished}:`))
  if (today.length === 0 || others.length > 0) throw new Error(`Not only ${wished} wrote: ${JSON.stringify(today)}`)
  const spent = today.reduce((sum, { costMicros }) => sum + costMicros, 0)
  if (budget.heldMicros !== 0 || budget.chargedMicros !== spent)
    throw new Error(`The ledger says ${JSON.stringify(budget)}, the calls ${spent}.`)
  return { budget, today }
}
