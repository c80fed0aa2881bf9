import { build } from "./build.ts"
import { openState, stateDir } from "./owner-key.ts"
import { migrate } from "./server.ts"

/** `npm run db:apply`: brings the local D1 up to migrations/. */
await openState(stateDir())
await build()
migrate(stateDir())
console.log("The local database is up to date.")
