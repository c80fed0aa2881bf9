import { execFile } from "node:child_process"
import { parseArgs, promisify } from "node:util"
import type { Release } from "#schemas/release.ts"
import { localClient } from "./client.ts"
import { fail, root } from "./paths.ts"

/**
 * `npm run release [-- --make]`: the release that the first paid order froze, as a git tag. Prints the command; with --make it makes the
 * annotated tag in this checkout, with the manifest in its message. A tag that is there is left alone.
 */
const { values } = parseArgs({ options: { make: { type: "boolean", default: false } } })
const git = (...args: string[]): Promise<string> =>
  promisify(execFile)("git", args, { cwd: root }).then(
    ({ stdout }) => stdout.trim(),
    (error: unknown) => fail(`git ${args[0]} did not work: ${error instanceof Error ? error.message : String(error)}`),
  )
const { items, now } = await (await localClient()).get<{ items: Release[]; now: { hash: string; changed: string[] } }>("/v1/releases")
const release = items.at(-1) ?? fail("No release is frozen yet: the first paid order freezes v1.0.")

const parts = Object.entries(release.manifest).map(([part, hash]) => `${part} ${hash}`)
const message = [
  `AutonomaX ${release.version}`,
  "",
  `Frozen ${release.frozenAt} by the first paid order.`,
  `manifest ${release.hash}`,
  ...parts,
].join("\n")
console.log(message)
console.log(now.changed.length === 0 ? "\nNothing has changed since." : `\nChanged since: ${now.changed.join(", ")}.`)
if ((await git("tag", "--list", release.version)) !== "") console.log(`\nThe tag ${release.version} is there already.`)
else if (values.make) {
  await git("tag", "--annotate", release.version, "--message", message)
  console.log(
    `\nMade the tag ${release.version} on ${await git("rev-parse", "--short", "HEAD")}. Push it: git push origin ${release.version}`,
  )
} else console.log(`\nOn the commit that was deployed then: npm run release -- --make, then git push origin ${release.version}`)
