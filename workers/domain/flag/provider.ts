import { OpenFeature, StandardResolutionReasons, TypeMismatchError, type Client, type Provider } from "@openfeature/server-sdk"
import { eq } from "drizzle-orm"
import type { FlagValue } from "#schemas/flag.ts"
import { flags } from "#schemas/tables/index.ts"
import type { Db } from "#workers/lib/db.ts"

/** Flags from D1, by the OpenFeature contract: a row is what somebody set, no row is the caller's default. */
function d1Provider(db: Db): Provider {
  async function resolve<T extends FlagValue>(key: string, fallback: T, fits: (value: FlagValue) => value is T) {
    const [row] = await db.select({ value: flags.value }).from(flags).where(eq(flags.key, key))
    if (!row) return { value: fallback, reason: StandardResolutionReasons.DEFAULT }
    if (!fits(row.value)) throw new TypeMismatchError(`${key} is a ${typeof row.value}.`)
    return { value: row.value, reason: StandardResolutionReasons.STATIC }
  }
  const only = (kind: string) => () => Promise.reject(new TypeMismatchError(`Flags are switches and numbers, no ${kind}.`))
  return {
    metadata: { name: "d1" },
    runsOn: "server",
    resolveBooleanEvaluation: (key, fallback) => resolve(key, fallback, (value) => typeof value === "boolean"),
    resolveNumberEvaluation: (key, fallback) => resolve(key, fallback, (value) => typeof value === "number"),
    resolveStringEvaluation: only("strings"),
    resolveObjectEvaluation: only("objects"),
  }
}

let client: Promise<Client> | undefined

/** The isolate's client: the SDK keeps one provider for all requests, and the binding behind it serves them all. */
export function flagClient(db: Db): Promise<Client> {
  client ??= OpenFeature.setProviderAndWait(d1Provider(db)).then(() => OpenFeature.getClient())
  return client
}
