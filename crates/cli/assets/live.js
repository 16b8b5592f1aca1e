// Loads the page again when the site was made anew (`dossier serve`). Asks only this machine.
const shown = "";
setInterval(async () => {
  if (document.hidden) return;
  const answer = await fetch("dossier-edition").catch(() => undefined);
  if (answer?.ok && (await answer.text()) !== shown) location.reload();
}, 700);
