// The fingerprints that the pages have, and what of them outlives a page.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Basket, emptyBasket } from "../../tsa-proof/static/app/basket.mjs";
import { parseColumn } from "../../tsa-proof/static/app/column.mjs";
import { Items, parseFingerprints } from "../../tsa-proof/static/app/items.mjs";

const hex = (digit) => digit.repeat(64);

class Storage {
  constructor() {
    this.kept = new Map();
  }

  getItem(key) {
    return this.kept.get(key) ?? null;
  }

  setItem(key, value) {
    this.kept.set(key, value);
  }

  removeItem(key) {
    this.kept.delete(key);
  }
}

function browser() {
  const storage = new Storage();
  let now = 0;
  const page = () => {
    const items = new Items({ basket: new Basket(() => storage, () => now), numbered: (number) => `File ${number}`, gather: 0 });
    items.restore();
    items.settle();
    return items;
  };
  return { storage, page, wait: (hours) => { now += hours * 3_600_000; } };
}

const shown = (items) => {
  items.settle();
  return items.all().map((item) => item.shown);
};

test("a file has the number that the frame gives it, whatever came before", () => {
  const { page } = browser();
  page().add({ sha256: hex("a") });
  const items = page();
  items.add({ sha256: hex("b") });
  items.add({ index: 2, sha256: hex("c") });
  items.add({ index: 0, sha256: hex("d") });
  assert.deepEqual(shown(items), ["bbbbbbbbbbbb…", "File 3", "File 1"]);
});

test("what one page fingerprinted, every page of the browser has for a day", () => {
  const { page, wait, storage } = browser();
  const landing = page();
  landing.add({ index: 0, sha256: hex("a"), sha512: "f".repeat(128) });
  landing.settle();
  assert.deepEqual([page().count, page().restored, page().all()[0].sha512], [1, 1, "f".repeat(128)]);
  wait(23);
  assert.equal(page().count, 1);
  wait(25);
  assert.equal(page().count, 0);
  landing.add({ index: 1, sha256: hex("b") });
  landing.settle();
  emptyBasket(() => storage);
  assert.equal(page().count, 0);
});

test("two pages do not empty each other's basket, and each takes out its own", () => {
  const { page } = browser();
  const [one, other] = [page(), page()];
  one.add({ index: 0, sha256: hex("a") });
  one.settle();
  other.add({ index: 0, sha256: hex("b") });
  other.settle();
  assert.deepEqual(page().all().map(({ sha256 }) => sha256[0]), ["a", "b"]);
  one.clear();
  one.settle();
  assert.deepEqual(page().all().map(({ sha256 }) => sha256[0]), ["b"]);
});

test("names of an earlier page come back only when names are asked for again", () => {
  const { page } = browser();
  const before = page();
  before.add({ index: 0, sha256: hex("a"), name: "secret.txt", size: 7 });
  before.settle();
  const items = page();
  const known = () => items.all().map(({ name, size, nameCommit }) => [name, size, nameCommit]);
  assert.deepEqual(known(), [[undefined, undefined, undefined]]);
  items.rename("send", []);
  assert.deepEqual(known(), [["secret.txt", 7, undefined]]);
  items.rename("none", []);
  assert.deepEqual(known(), [[undefined, undefined, undefined]]);
});

test("a sealed name is never kept, and comes from the live file alone", () => {
  const { page } = browser();
  const before = page();
  before.add({ index: 0, sha256: hex("a"), nameCommit: hex("1") });
  before.settle();
  const items = page();
  assert.equal(items.all()[0].nameCommit, undefined);
  items.add({ index: 0, sha256: hex("a"), nameCommit: hex("2") });
  assert.equal(items.all()[0].nameCommit, hex("2"));
});

test("of two files with the same content, one may go", () => {
  const items = browser().page();
  items.add({ index: 0, sha256: hex("a"), name: "one" });
  items.add({ index: 1, sha256: hex("a"), name: "two" });
  assert.deepEqual([items.count, items.merged, shown(items)], [1, 1, ["one"]]);
  items.remove(0);
  assert.deepEqual([items.count, items.merged, shown(items), items.all()[0].index], [1, 0, ["two"], 1]);
  items.remove(1);
  assert.equal(items.count, 0);
});

test("a file that is taken out is in no basket", () => {
  const { page } = browser();
  const items = page();
  items.add({ index: 0, sha256: hex("a") });
  items.settle();
  items.remove(0);
  items.settle();
  assert.equal(page().count, 0);
});

test("what failed is kept to be tried again, with its holder", () => {
  const items = browser().page();
  for (const digit of "abc") items.add({ sha256: hex(digit) });
  items.all()[1].holder = { name: "Ada" };
  items.retain(({ sha256 }) => sha256 !== hex("a"));
  assert.deepEqual(items.all().map(({ holder }) => holder?.name), ["Ada", undefined]);
  assert.equal(items.add({ sha256: hex("b") }), false);
  assert.equal(items.add({ sha256: hex("a") }), true);
});

test("fingerprints are read as sha256sum prints them", () => {
  const text = `${hex("a")}  one.txt\n\n\\${hex("B")} *t\\\\wo\n`;
  assert.deepEqual(parseFingerprints(text), { digests: [hex("a"), hex("b")], wrong: null });
  assert.equal(parseFingerprints(`${hex("a")}\nnonsense`).wrong, 2);
});

test("a pasted column gives names, and kinds in the page's words or the API's", () => {
  const kinds = { person: ["person", "Person"], organisation: ["organisation", "Organisation"] };
  assert.deepEqual(parseColumn("Ada  Lovelace\t person\r\nACME\tOrganisation\tmore\nBob\tsomething\n\n", kinds), [
    { name: "Ada Lovelace", kind: "person" }, { name: "ACME", kind: "organisation" }, { name: "Bob" },
  ]);
});
