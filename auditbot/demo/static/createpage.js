// Writes the links to the other pages of a list: page 0 is index.html, page n is index_n.html.
function createPageHTML(count, current, name, extension) {
  if (!count || count <= 1) { return; }
  function address(page) { return name + (page === 0 ? "" : "_" + page) + "." + extension; }
  document.write("<ul>");
  for (var page = 0; page < count; page++) {
    if (page === current) {
      document.write("<li><b>" + (page + 1) + "</b></li>");
    } else {
      document.write("<li><a href=\"" + address(page) + "\">" + (page + 1) + "</a></li>");
    }
  }
  if (current < count - 1) {
    document.write("<li><a href=\"" + address(current + 1) + "\">下一页</a></li>");
  }
  document.write("</ul>");
}
