// Faces and names as they are drawn: what lies on something else, and what sticks out of the room.
() => {
  const wrong = [];
  const parts = [...document.querySelectorAll("[data-person]")].flatMap((seat) => {
    const [face, name] = seat.children;
    const round = face.getBoundingClientRect();
    const found = [{ seat, round: { x: round.x + round.width / 2, y: round.y + round.height / 2, r: round.width / 2 }, box: round }];
    if (!name.classList.contains("sr-only")) {
      const lines = document.createRange();
      lines.selectNodeContents(name);
      const end = name.getBoundingClientRect().bottom;
      // What is cut off is not drawn.
      for (const box of lines.getClientRects()) if (box.bottom <= end + 1) found.push({ seat, box });
    }
    return found;
  });
  const boxesMeet = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
  const meet = (one, other) => {
    if (one.round && other.round) return Math.hypot(one.round.x - other.round.x, one.round.y - other.round.y) < one.round.r + other.round.r - 0.5;
    if (!one.round && !other.round) return boxesMeet(one.box, other.box);
    const [{ round }, { box }] = one.round ? [one, other] : [other, one];
    return Math.hypot(Math.max(box.left - round.x, round.x - box.right, 0), Math.max(box.top - round.y, round.y - box.bottom, 0)) < round.r - 0.5;
  };
  const top = document.querySelector("h1").getBoundingClientRect().bottom;
  const bottom = document.querySelector("[role=toolbar]").getBoundingClientRect().top;
  const text = ({ seat }) => seat.textContent;
  parts.forEach((one, index) => {
    if (one.box.left < 0 || one.box.right > innerWidth || one.box.top < top || one.box.bottom > bottom) wrong.push(`sticks out: ${text(one)}`);
    for (const other of parts.slice(index + 1)) if (one.seat !== other.seat && meet(one, other)) wrong.push(`on each other: ${text(one)} and ${text(other)}`);
  });
  if (document.documentElement.scrollWidth > innerWidth) wrong.push("scrolls sideways");
  return wrong;
};
