/** How the tabs of this site tell each other that something kept has changed, or that all of it is cleared. */

/** @typedef {"changed" | "cleared"} Message */

/**
 * @param {string} name
 * @param {import("./journal.js").Journal} journal  the way where there are no channels
 * @param {(message: Message) => void} listener
 * @returns {(message: Message) => void} tells the others
 */
export function connectTabs(name, journal, listener) {
  const heard = (/** @type {unknown} */ message) => {
    if (message === "changed" || message === "cleared") listener(message);
  };
  journal.listen(heard);
  try {
    const channel = new BroadcastChannel(name);
    channel.onmessage = ({ data }) => heard(data);
    return (message) => channel.postMessage(message);
  } catch (error) {
    // There are none, or none for this site.
    return (message) => journal.signal(message);
  }
}
