import { freezeRelease } from "./freeze.ts"
import { listReleases } from "./list.ts"

export const release = { freeze: freezeRelease, list: listReleases }
