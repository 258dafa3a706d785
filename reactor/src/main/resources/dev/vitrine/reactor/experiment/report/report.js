(() => {
  "use strict";
  const table = document.getElementById("items");
  const body = table.tBodies[0];
  const original = [...body.rows].filter((row) => row.id);
  const status = document.getElementById("status");
  const tools = document.getElementById("tools");
  const headers = [...table.tHead.rows[0].cells];

  const key = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.v ?? cell.textContent.trim().slice(0, 200);
  };

  const compare = (column, numeric, sign) => (a, b) => {
    const left = a.key;
    const right = b.key;
    if (left === "" || right === "") {
      return (left === "") - (right === "");
    }
    return sign * (numeric ? left - right : left.localeCompare(right));
  };

  const sort = (header, column) => {
    const next = { none: "ascending", ascending: "descending", descending: "none" }[header.getAttribute("aria-sort")];
    headers.forEach((each) => each.dataset.sort && each.setAttribute("aria-sort", "none"));
    header.setAttribute("aria-sort", next);
    const sign = next === "descending" ? -1 : 1;
    const rows = next === "none"
      ? original
      : original
        .map((row) => ({ row, key: key(row, column) }))
        .sort(compare(column, header.dataset.sort === "n", sign))
        .map((each) => each.row);
    body.append(...rows);
    const name = header.textContent;
    status.textContent = next === "none" ? "In the order of the data" : `Sorted by ${name}, ${next}`;
  };

  headers.forEach((header, column) => {
    if (!header.dataset.sort || original.length < 2) {
      return;
    }
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    button.addEventListener("click", () => sort(header, column));
    header.append(button);
    header.setAttribute("aria-sort", "none");
  });

  if (original.length > 1) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    const count = document.createElement("span");
    label.textContent = "Find ";
    input.type = "search";
    input.autocomplete = "off";
    label.append(input);
    tools.append(label, count);
    tools.hidden = false;
    const show = (message) => {
      count.textContent = message;
      status.textContent = message;
    };
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLowerCase();
      let visible = 0;
      original.forEach((row) => {
        row.hidden = wanted !== "" && !row.textContent.toLowerCase().includes(wanted);
        visible += row.hidden ? 0 : 1;
      });
      show(wanted === "" ? "" : `${visible} of ${original.length} items`);
    });
  }

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details.long:not([open])")];
    opened.forEach((each) => { each.open = true; });
  });
  addEventListener("afterprint", () => opened.forEach((each) => { each.open = false; }));
})();
