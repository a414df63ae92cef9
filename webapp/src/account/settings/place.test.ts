import { expect, test } from "vitest";
import { placeOf } from "./place";

test.each(["127.0.0.1", "0:0:0:0:0:0:0:1", "::1", "::ffff:127.0.0.1"])("%s is the computer that Parley runs on", (address) => {
  expect(placeOf(address)).toEqual({ kind: "here" });
});

test.each(["10.1.2.3", "192.168.0.7", "172.20.0.1", "fd12:3456:0:0:0:0:0:1", "fe80::1"])("%s is in the local network", (address) => {
  expect(placeOf(address)).toEqual({ kind: "local" });
});

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["172.32.0.1", "172.32.0.1"],
  ["2001:0db8:85a3:0000:0000:0000:0000:7334", "2001:db8:85a3::7334"],
  ["::ffff:cb00:7109", "203.0.113.9"],
  ["unknown", "unknown"],
  ["a:b", "a:b"],
])("%s is shown as %s", (address, shown) => {
  expect(placeOf(address)).toEqual({ kind: "address", address: shown });
});
