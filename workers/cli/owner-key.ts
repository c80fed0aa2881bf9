import { createHash, randomBytes } from "node:crypto"
import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises"
import { dirname, resolve } from "node:path"
import { fail, inRoot } from "./paths.ts"

export const stateDir = () => (process.env.STATE_DIR ? resolve(process.env.STATE_DIR) : inRoot(".wrangler/state"))

/** Makes sure that the state folder can be written to. */
export async function openState(dir: string): Promise<void> {
  try {
    await make(dir)
    // For root every folder looks writable; only writing tells.
    await writeFile(`${dir}/.probe`, "")
    await rm(`${dir}/.probe`)
  } catch {
    fail(`The state folder ${dir} cannot be written to. Set STATE_DIR to another one.`)
  }
}

/** One folder after the other: Node's recursive mkdir never ends where the file system answers ENOENT, as /proc does. */
async function make(dir: string): Promise<void> {
  if ((await stat(dir).catch(() => null))?.isDirectory()) return
  if (dirname(dir) !== dir) await make(dirname(dir))
  await mkdir(dir)
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
