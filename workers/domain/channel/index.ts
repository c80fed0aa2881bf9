import { acceptContract } from "./accept.ts"
import { checkPrices } from "./check-prices.ts"
import { lastResults } from "./last.ts"
import { syncChannel } from "./sync.ts"
import { viewChannels } from "./view.ts"
import { watchContracts } from "./watch.ts"

export { checkListings } from "./check.ts"
export { stateOf, stateWrite } from "./state.ts"
export { SyncRequest } from "./sync.ts"
export const channel = {
  view: viewChannels,
  sync: syncChannel,
  results: lastResults,
  watch: watchContracts,
  accept: acceptContract,
  check_prices: checkPrices,
}
