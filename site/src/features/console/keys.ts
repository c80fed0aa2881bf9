import type { Shop } from "#workers/domain/index.ts"
import { attempt, textOf, type Failure } from "../form/failure.ts"

export const keyScopes = {
  read: "look at everything",
  write: "make drafts, publish, decide, open the console",
  spend: "pay money back",
} as const
export type KeyScope = keyof typeof keyScopes
const isKeyScope = (value: unknown): value is KeyScope => typeof value === "string" && value in keyScopes

/** The verbs that the forms need, and no more. */
type Verbs = { key: Pick<Shop["key"], "create" | "revoke"> }

/** What the keys' forms led to. A new key is in this answer and nowhere else. */
export type KeyOutcome =
  | { step: "created"; name: string; key: string }
  | { step: "done"; location: string }
  | { step: "failed"; about: "create" | "revoke"; failure: Failure }

export async function answerKeys(shop: Verbs, form: FormData): Promise<KeyOutcome> {
  if (textOf(form, "form") === "revoke") {
    const revoked = await attempt(() => shop.key.revoke({ id: textOf(form, "id") }))
    return revoked.ok
      ? { step: "done", location: "/console/system?revoked#keys" }
      : { step: "failed", about: "revoke", failure: revoked.failure }
  }
  const scopes = form.getAll("scopes").filter(isKeyScope)
  const message = "Choose at least one scope."
  if (scopes.length === 0) return { step: "failed", about: "create", failure: { code: "invalid", message, fields: { scopes: message } } }
  const created = await attempt(() => shop.key.create({ name: textOf(form, "name"), scopes }))
  if (!created.ok) return { step: "failed", about: "create", failure: created.failure }
  return { step: "created", name: created.value.name, key: created.value.key }
}
