import { checkListings } from "./check.ts"
import { listListings } from "./list.ts"
import { pushListing, validateListing } from "./push.ts"

export { ChannelResult, loadProduct } from "./push.ts"
export const listing = { push: pushListing, validate: validateListing, list: listListings, check: checkListings }
