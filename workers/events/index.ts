import { callWebhooks } from "./call-webhooks.ts"
import { firstSale } from "./first-sale.ts"
import { indexProduct } from "./index-product.ts"
import type { Reaction } from "./reaction.ts"
import { sendReceipt } from "./send-receipt.ts"
import { tellRefund } from "./tell-refund.ts"
import { wakeDirectors } from "./wake-directors.ts"

/** What follows from an event, one file each. Adding one is a file and a line. */
export const reactions: Reaction[] = [sendReceipt, firstSale, tellRefund, indexProduct, callWebhooks, wakeDirectors]
