// Plain JavaScript, because it runs before Node 24 is there: installs the packages when package-lock.json is newer than they are.
import { spawnSync } from "node:child_process"
import { statSync } from "node:fs"

const changed = (file) => statSync(new URL(`../../${file}`, import.meta.url), { throwIfNoEntry: false })?.mtimeMs ?? 0
const major = Number(process.versions.node.split(".")[0])
if (major < 20) {
  console.error(`Node ${process.versions.node} is too old; use Node 20 or newer.`)
  process.exit(1)
}
if (changed("node_modules/.package-lock.json") < changed("package-lock.json")) {
  console.log("Installing packages (about half a minute) …")
  const { status } = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], {
    stdio: "inherit",
    shell: process.platform === "win32",
  })
  if (status !== 0) {
    console.error("npm install failed; see above.")
    process.exit(status ?? 1)
  }
}
