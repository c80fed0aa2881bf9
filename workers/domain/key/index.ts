import { createKey } from "./create.ts"
import { listKeys } from "./list.ts"
import { revokeKey } from "./revoke.ts"

export { actorOfKey, actorOfSession, closeSession, openSession } from "./authenticate.ts"
export const key = { create: createKey, list: listKeys, revoke: revokeKey }
