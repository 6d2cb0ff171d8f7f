// Lets the rows of a list be dragged; where no script runs, the buttons Up and Down do the same.
(() => {
  for (const table of document.querySelectorAll("table[data-arrange]")) {
    const rows = table.tBodies[0];
    Sortable.create(rows, {
      handle: "[data-handle]",
      animation: 120,
      onEnd: ({ oldIndex, newIndex }) => {
        if (oldIndex !== newIndex) send(table, rows);
      },
    });
  }

  function send(table, rows) {
    const body = new URLSearchParams({ csrf_token: table.dataset.csrf });
    for (const row of rows.rows) body.append("signature", row.dataset.id);
    fetch(table.dataset.arrange, { method: "POST", body }).finally(() => location.reload());
  }
})();
