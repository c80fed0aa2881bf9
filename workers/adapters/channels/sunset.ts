import type { Channel } from "./channel.ts"

const notice = 60
const day = 86_400_000

/** A sentence for each channel whose pinned API version is answered for less than 60 more days, by that day's date. */
export function sunsets(channels: Pick<Channel, "name" | "contract">[], today: Date): string[] {
  return channels.flatMap(({ name, contract }) => {
    if (!contract?.sunset) return []
    const left = Math.floor((Date.parse(contract.sunset) - today.getTime()) / day)
    if (left >= notice) return []
    const when = left < 0 ? `ended on ${contract.sunset}` : `ends in ${left} days, on ${contract.sunset}`
    return [`${name}: version ${contract.version} of its API ${when}. Pin a newer one and run the contract tests.`]
  })
}
