import { seal, unseal } from "#workers/lib/seal.ts"
import type { Vault } from "./redact.ts"

const purpose = "personal-data vault"

/** Closes a vault under the shop's secret; the result is base64 text. */
export const sealVault = (vault: Vault, secret: string): Promise<string> => seal(JSON.stringify(vault), secret, purpose)

/** Opens what `sealVault` closed; throws when the secret is another one or a byte was changed. */
export async function openVault(sealed: string, secret: string): Promise<Vault> {
  const vault: unknown = JSON.parse(await unseal(sealed, secret, purpose))
  if (vault === null || typeof vault !== "object") throw new Error("The vault does not hold an object.")
  return Object.fromEntries(Object.entries(vault).map(([mark, value]) => [mark, String(value)]))
}
