// @ts-check
/** A short address leads on, and keeps what follows the # in it. */
addEventListener("DOMContentLoaded", function () {
  const onward = document.getElementById("onward");
  if (onward instanceof HTMLAnchorElement) location.replace(onward.href + location.hash);
});
