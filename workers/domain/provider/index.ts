import { adoptProvider } from "./adopt.ts"
import { checkProvider } from "./check.ts"
import { listProviders } from "./list.ts"
import { proposeProvider } from "./propose.ts"

export const provider = { list: listProviders, propose: proposeProvider, check: checkProvider, adopt: adoptProvider }
