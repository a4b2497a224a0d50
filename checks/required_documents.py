"""Documents that a rule wants to be public."""

from collections.abc import Iterable

from pydantic import Field

from auditbot.check import About, CheckOptions, Crawl, Outcome, Tally
from auditbot.model.finding import Finding
from checks.shared.document_check import DocumentCheck
from checks.shared.documents import PRESENCE, WantedDocument
from checks.shared.units import NO_UNITS


class RequiredDocuments(DocumentCheck):
    """Looks for each document by its title, on the whole site or among each unit's own pages."""

    id = "required-documents"
    title = "应公开的文件"
    counted = "份文件"
    about = About(
        "按标题在全站的页面、列表、附件、链接和栏目中查找应公开的文件，核对能否打开；可以按单位逐个查找。"
        "征集、申报、解读、报道等不算文件本身，只作为线索提示。",
        "规定公开的清单、目录、办法没有公开，公众无从查阅，也无法监督。",
        "发布该文件，标题写明名称和年度，放在政府信息公开专栏相应栏目中。",
    )
    messages = PRESENCE

    class Options(CheckOptions):
        """The documents, and whose they are."""

        chinese = {
            "documents": "应公开的文件",
            "per_unit": "登记了页面的单位，各自都要有",
            "breach": "应当公开而没有找到时判不符合；关闭时由人工确认",
        }

        documents: tuple[WantedDocument, ...] = Field(min_length=1, max_length=50)
        """The documents that are asked for."""
        per_unit: bool = False
        """Every unit with registered pages must have each of them."""
        breach: bool = True
        """Off where nobody ordered it to be public: a document not found is then put to a person."""

    def documents(self) -> tuple[WantedDocument, ...]:
        """Those of the option."""
        return tuple(wanted.due_on(self.context.as_of) for wanted in self.options.documents)

    def conclude(self, crawl: Crawl) -> Iterable[Finding | Tally]:
        """Look for each document, of each unit if asked."""
        units = [unit for unit in crawl.site.units if unit.pages] if self.options.per_unit else [None]
        if not units:
            yield Tally(1, Outcome.UNTESTED, NO_UNITS)
            return
        search = self.search(crawl)
        for unit in units:
            for number in range(len(self.documents())):
                yield self.presence(search, number, crawl, breach=self.options.breach, unit=unit)[0]
