import {
  OpenFeature,
  StandardResolutionReasons,
  TypeMismatchError,
  type Client,
  type EvaluationContext,
  type Provider,
} from "@openfeature/server-sdk"
import { eq } from "drizzle-orm"
import type { FlagValue } from "#schemas/flag.ts"
import { flags } from "#schemas/tables/index.ts"
import type { Db } from "#workers/lib/db.ts"
import { sha256 } from "#workers/lib/hash.ts"

/** Flags from D1, by the OpenFeature contract: a row is what somebody set, no row is the caller's default. */
function d1Provider(db: Db): Provider {
  async function resolve<T extends FlagValue>(
    key: string,
    fallback: T,
    fits: (value: FlagValue) => value is T,
    { targetingKey }: EvaluationContext,
  ) {
    const [row] = await db.select({ value: flags.value, percent: flags.percent }).from(flags).where(eq(flags.key, key))
    if (!row) return { value: fallback, reason: StandardResolutionReasons.DEFAULT }
    if (!fits(row.value)) throw new TypeMismatchError(`${key} is a ${typeof row.value}.`)
    if (row.percent === null || row.value === false) return { value: row.value, reason: StandardResolutionReasons.STATIC }
    // Who has no id is in nobody's part: the default holds until it is everybody's.
    const inside = row.percent >= 100 || (targetingKey !== undefined && (await placeIn(key, targetingKey)) < row.percent / 100)
    return inside
      ? { value: row.value, reason: StandardResolutionReasons.SPLIT }
      : { value: fallback, reason: StandardResolutionReasons.SPLIT }
  }
  const only = (kind: string) => () => Promise.reject(new TypeMismatchError(`Flags are switches and numbers, no ${kind}.`))
  return {
    metadata: { name: "d1" },
    runsOn: "server",
    resolveBooleanEvaluation: (key, fallback, at) => resolve(key, fallback, (value) => typeof value === "boolean", at),
    resolveNumberEvaluation: (key, fallback, at) => resolve(key, fallback, (value) => typeof value === "number", at),
    resolveStringEvaluation: only("strings"),
    resolveObjectEvaluation: only("objects"),
  }
}

/** Where a visitor stands between 0 and 1, another place for every flag: who is in at 5 % is in at 10 %. */
export async function placeIn(key: string, visitor: string): Promise<number> {
  return Number.parseInt((await sha256(`${key}\n${visitor}`)).slice(0, 12), 16) / 2 ** 48
}

let client: Promise<Client> | undefined

/** The isolate's client: the SDK keeps one provider for all requests, and the binding behind it serves them all. */
export function flagClient(db: Db): Promise<Client> {
  client ??= OpenFeature.setProviderAndWait(d1Provider(db)).then(() => OpenFeature.getClient())
  return client
}
