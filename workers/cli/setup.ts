import { copyFile, stat } from "node:fs/promises"
import { copyFonts } from "./build.ts"
import { openState, ownerKey, stateDir } from "./owner-key.ts"
import { inRoot } from "./paths.ts"

/** `npm run setup`: packages (before this file), fonts, .dev.vars, the owner's key. */
await copyFonts()
if (!(await stat(inRoot(".dev.vars")).catch(() => null))) await copyFile(inRoot(".dev.vars.example"), inRoot(".dev.vars"))
await openState(stateDir())
const { made } = await ownerKey(stateDir())
console.log(`Ready. The owner's key is in ${stateDir()}/owner-key${made ? " (new)" : ""}. Next: npm start`)
