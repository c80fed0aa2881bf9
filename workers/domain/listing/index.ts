import { listListings } from "./list.ts"
import { pushListing, validateListing } from "./push.ts"
import { reviseProduct } from "./revise.ts"
import { rewordProduct } from "./reword.ts"
import { withdrawProduct } from "./withdraw.ts"

export { compileListing, listingHash } from "./compile.ts"
export { deliver } from "./deliver.ts"
export { explain, isRetryable } from "./explain.ts"
export { loadProduct, openChannel, productBySlug, type ListingRow } from "./load.ts"
export { ChannelResult, intend, mayDo } from "./push.ts"
export { shelfWrites } from "./shelve.ts"
export { note } from "./settle.ts"
export { relist, takeDown } from "./withdraw.ts"
export const listing = {
  push: pushListing,
  validate: validateListing,
  list: listListings,
  revise: reviseProduct,
  reword: rewordProduct,
  withdraw: withdrawProduct,
}
