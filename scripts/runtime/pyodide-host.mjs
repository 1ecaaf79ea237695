// Runs one Python program in Pyodide under Node and prints its result.
//
// Standard input: a JSON object
//   runtime   the folder that holds pyodide.mjs and its companions
//   lock      what Pyodide reads instead of its list of packages
//   stdlib    the zip that is Python's standard library there
//   mounts    {path in Pyodide: folder of this machine}
//   program   Python source; its last expression, a str, is the result
//   argument  a str the program finds under the name `argument`
// Standard output: the result, and nothing else. What the program prints goes to standard error.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { runtime, lock, stdlib, mounts, program, argument } = JSON.parse(readFileSync(0, "utf8"));

/** @param {string} line */
const report = (line) => process.stderr.write(`${line}\n`);

async function run() {
  const { loadPyodide } = await import(pathToFileURL(`${runtime}/pyodide.mjs`).href);
  const pyodide = await loadPyodide({
    indexURL: runtime,
    packageBaseUrl: runtime,
    stdLibURL: stdlib,
    lockFileContents: lock,
    stdout: report,
    stderr: report,
  });
  for (const [path, folder] of Object.entries(mounts)) {
    pyodide.mountNodeFS(path, folder);
  }
  pyodide.globals.set("argument", argument);
  return pyodide.runPython(program);
}

try {
  process.stdout.write(await run());
} catch (error) {
  // Node would print the whole minified line an error comes from, a megabyte of it.
  report(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  process.exitCode = 1;
}
