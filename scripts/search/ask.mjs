// @ts-check
/**
 * Asks the search under Node. Standard input is JSON: {engine, index, queries}, the path of engine.js, the index as text
 * and a list of queries. Standard output is JSON: {answers}, for each query its results.
 */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { engine, index, queries } = JSON.parse(readFileSync(0, "utf8"));
const { Search } = await import(pathToFileURL(engine).href);
const search = new Search(JSON.parse(index));
/** @type {unknown[]} */
const answers = [];
for (const query of queries) {
  answers.push(search.search(query));
}
process.stdout.write(JSON.stringify({ answers }));
