// Shows the CDATA records of a page in the container that stands before them, then those of the proxy.
(function () {
  function shown(text) {
    return (text.match(/<record><!\[CDATA\[[\s\S]*?\]\]><\/record>/g) || []).map(function (record) {
      return record.slice("<record><![CDATA[".length, -"]]></record>".length);
    }).join("");
  }
  var store = document.querySelector("script[type='text/xml']");
  var place = document.querySelector(".default_pgContainer");
  place.innerHTML = "<ul>" + shown(store.textContent) + "</ul>";
  var next = /<nextgroup><!\[CDATA\[<a href="([^"]+)">/.exec(store.textContent);
  if (!next) { return; }
  var more = document.createElement("button");
  more.textContent = "更多";
  more.onclick = function () {
    fetch(next[1]).then(function (reply) { return reply.text(); }).then(function (text) {
      place.firstChild.insertAdjacentHTML("beforeend", shown(text));
      more.remove();
    });
  };
  place.parentNode.appendChild(more);
})();
