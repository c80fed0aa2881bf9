import { adsEnv } from "./ads/index.ts"
import { channelsEnv } from "./channels/index.ts"
import { mailEnv } from "./mail/index.ts"
import { paymentsEnv } from "./payments/index.ts"
import { postsEnv } from "./posts/index.ts"
import { sandboxEnv } from "./sandbox.ts"

/** Every adapter's own settings, merged. */
export const adapterEnv = sandboxEnv
  .extend(paymentsEnv.shape)
  .extend(channelsEnv.shape)
  .extend(mailEnv.shape)
  .extend(postsEnv.shape)
  .extend(adsEnv.shape)
