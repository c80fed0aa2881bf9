import { productBoard } from "./board.ts"
import { productPage } from "./page.ts"
import { requestPublish } from "./publish.ts"
import { searchProducts } from "./search.ts"

export { cardColumns, cardsOf, type ProductRow } from "./card.ts"
export { checkPublish, knownChannels, listingsOf, priceSetWrite, PublishRequest } from "./publish.ts"
export const product = { search: searchProducts, page: productPage, board: productBoard, publish: requestPublish }
