import { describe, expect, test } from "vitest";
import { countText, cut, folded, moneyText, numberText, percentText, smallAmount, wrapped } from "../../../src/render/format.js";
import { money } from "../../../src/units/money.js";

describe("figures for people", () => {
  test("amounts are grouped, in full, with the sign before the currency", () => {
    expect([money(287_431, "GBP"), money(-300, "EUR"), money(120_000, "CHF"), money(1_500_000, "JPY"), money(0, "USD")].map(moneyText)).toEqual([
      "£2,874.31",
      "-€3.00",
      "CHF 1,200.00",
      "JPY 1,500,000",
      "$0.00",
    ]);
  });

  test("an amount below the smallest coin keeps two figures that count", () => {
    expect([0.00934, 0.0412, 0.1, 2.5].map((value) => smallAmount(value, "£"))).toEqual(["£0.0093", "£0.041", "£0.10", "£2.50"]);
  });

  test("numbers are rounded half away from zero on the decimal shown", () => {
    expect([numberText(1234.5), numberText(2.345, 2), numberText(-7.5), percentText(0.856)]).toEqual(["1,235", "2.35", "-8", "86 %"]);
  });

  test("one of a thing goes without a count", () => {
    expect([countText(1, "card"), countText(2, "card")]).toEqual(["card", "2 × card"]);
  });

  test("text wraps between words and a long word stays whole", () => {
    expect(wrapped("one two three", 7)).toEqual(["one two", "three"]);
    expect(wrapped("£1,234,567.89 is whole", 5)).toEqual(["£1,234,567.89", "is", "whole"]);
  });

  test("a card's name, a count, a rate and a short command stay on one line", () => {
    expect(wrapped("two of RTX 3090 Ti cards", 12)).toEqual(["two of", "RTX 3090 Ti", "cards"]);
    expect(wrapped("an RX 7900 XTX, new", 10)).toEqual(["an", "RX 7900 XTX,", "new"]);
    expect(wrapped("they took 2x RTX 3090", 14)).toEqual(["they took", "2x RTX 3090"]);
    expect(wrapped("Converted: 1 USD = 0.7554 GBP", 20)).toEqual(["Converted: 1 USD", "= 0.7554 GBP"]);
    expect(wrapped("then type `rigplan explain psu` in it", 24)).toEqual(["then type", "`rigplan explain psu` in", "it"]);
  });

  test("a command longer than a narrow page is broken between its words", () => {
    const command = "`pip install torch --index-url https://download.pytorch.org/whl/cu130`";
    expect(wrapped(command, 40)).toEqual(["`pip install torch --index-url", "https://download.pytorch.org/whl/cu130`"]);
  });

  test("within a width what would rather stay together gives way, and at last a word after the signs that join its parts", () => {
    expect(folded("4 × GTX 1080 Ti", 10)).toEqual(["4 × GTX", "1080 Ti"]);
    expect(folded("tensor_fp16_fp16acc 142", 12)).toEqual(["tensor_fp16_", "fp16acc", "142"]);
  });

  test("a cut is shown", () => {
    expect([cut("abcdef", 4), cut("abc", 4)]).toEqual(["abc…", "abc"]);
  });
});
