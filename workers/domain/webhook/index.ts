import { changeEndpoint } from "./change.ts"
import { createEndpoint } from "./create.ts"
import { listDeliveries, listEndpoints } from "./list.ts"
import { pingEndpoint } from "./ping.ts"
import { removeEndpoint } from "./remove.ts"
import { replayDelivery, replayRange } from "./replay.ts"
import { rotateSecret } from "./rotate.ts"

export { deliverWebhook, isDelivery } from "./deliver.ts"
export { fanOut } from "./fan-out.ts"
export { dueDeliveries } from "./list.ts"
export const webhook = {
  list: listEndpoints,
  create: createEndpoint,
  change: changeEndpoint,
  remove: removeEndpoint,
  rotate: rotateSecret,
  ping: pingEndpoint,
  log: listDeliveries,
  replay: replayDelivery,
  replayRange,
}
