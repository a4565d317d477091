// Where the pages stand in one row that is pushed along, the one that is open is in sight.

export const here = (root: ParentNode): void => {
  for (const link of root.querySelectorAll<HTMLElement>("nav [aria-current]")) {
    const row = link.closest("ul");
    if (row && row.scrollWidth > row.clientWidth) row.scrollLeft = link.offsetLeft - row.offsetLeft - (row.clientWidth - link.offsetWidth) / 2;
  }
};
