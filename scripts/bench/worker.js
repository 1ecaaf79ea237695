/**
 * Starts one Python and has it assess one history, for `start.py`.
 *
 * Its name is a JSON object: `folder` holds Pyodide and `library` is its standard library there; `manifest`, if given,
 * brings the list of no packages; `archive`, if given, is unpacked for the calculator; `history` is what is assessed.
 * Posts `{done: true}`, or `{error}`.
 */
const scope = /** @type {any} */ (self);
const { folder, library, manifest, archive, history } = JSON.parse(scope.name);

async function start() {
  const { loadPyodide } = await import(`${folder}pyodide.mjs`);
  const options = manifest ? { lockFileContents: (await (await fetch(folder + manifest)).json()).lock } : {};
  const pyodide = await loadPyodide({
    indexURL: folder,
    packageBaseUrl: folder,
    stdLibURL: folder + library,
    ...options,
  });
  if (archive) pyodide.unpackArchive(await (await fetch(folder + archive)).arrayBuffer(), "zip");
  pyodide.pyimport("calculator.browser").call("assess", history);
}

start().then(
  () => scope.postMessage({ done: true }),
  (error) => scope.postMessage({ error: String(error) }),
);
