import { expect, test } from "vitest"
import { bars, figure, line, part } from "./figures.ts"

test("a figure is written in its unit, missing data is a dash and not a nought", () => {
  expect(figure(0.0423, "ratio", "USD")).toBe("4.2 %")
  expect(figure(-1725.4, "minor units", "USD")).toBe("−$17.25")
  expect(figure(1500, "minor units", "JPY")).toBe("¥1,500")
  expect(figure(null, "ratio", "USD")).toBe("–")
  expect(figure(0, "count", "USD")).toBe("0")
  expect(part("revenue.net", "EUR", "net", 1234, "USD")).toBe("€12.34")
  expect(part("revenue.net", "EUR", "sales", 3, "USD")).toBe("3")
  expect(part("customers.acquisition_cost", "pinterest", "each", null, "USD")).toBe("–")
})

test("bars stand on the line for zero, losses hang below it, and nothing at all draws nothing", () => {
  const chart = bars([10, -10, 0], 30, 20)
  expect(chart.zero).toBe(10)
  expect(chart.bars).toEqual([
    { x: 1, y: 0, width: 8, height: 10, below: false },
    { x: 11, y: 10, width: 8, height: 10, below: true },
  ])
  expect(bars([0, 0], 30, 20)).toMatchObject({ zero: 20, bars: [] })
})

test("a line is broken where there is no data", () => {
  expect(line([0, 1, null, 1], 30, 10)).toBe("M0 10L10 0M30 0")
  expect(line([5], 30, 10)).toBe("M0 5")
  expect(line([], 30, 10)).toBe("")
})
