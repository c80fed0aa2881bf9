import { createHash, randomBytes } from "node:crypto"
import { access, constants, mkdir, readFile, writeFile } from "node:fs/promises"
import { fail, inRoot } from "./paths.ts"

export const stateDir = () => process.env.STATE_DIR ?? inRoot(".wrangler/state")

/** Makes sure that the state folder can be written to. */
export async function openState(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true })
    await access(dir, constants.W_OK)
  } catch {
    fail(`The state folder ${dir} cannot be written to. Set STATE_DIR to another one.`)
  }
}

/** The owner's key; made at the first start and kept in the state folder, for this user only. */
export async function ownerKey(dir: string): Promise<{ key: string; made: boolean }> {
  const file = `${dir}/owner-key`
  const known = await readFile(file, "utf8").catch(() => null)
  if (known) return { key: known.trim(), made: false }
  const key = `ax_${randomBytes(32).toString("hex")}`
  await writeFile(file, `${key}\n`, { mode: 0o600 })
  return { key, made: true }
}

export const hashOf = (key: string) => createHash("sha256").update(key).digest("hex")
