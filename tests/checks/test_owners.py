import pytest

from auditbot.model.page import Metadata, PageFacts
from auditbot.model.site import Site
from auditbot.url import Url
from checks.shared.owners import Owner, Owners

DISTRICT = "溪山市青禾区人民政府"
BUREAU = "平原市教育体育局"
TOWN = "青禾区柳溪镇人民政府"


def owner(unit: str, title: str, issuer: str = "", number: str = "", units: tuple[str, ...] = ()) -> Owner:
    site = Site.model_validate(
        {"id": "s", "home": "www.site.example", "unit": unit, "units": [{"name": one} for one in units]}
    )
    table = Metadata(issuer=issuer) if issuer else None
    page = PageFacts(Url("http://www.site.example/1.html"), title=title, number=number, metadata=table)
    return Owners(site).of(page)


@pytest.mark.parametrize(
    ("unit", "title", "issuer", "number"),
    [
        (DISTRICT, "青禾区人民政府关于养老的通知", "", ""),
        (DISTRICT, "青禾区人民政府办公室转发国务院办公厅关于养老的通知", "", ""),
        (DISTRICT, "关于养老的通知", "区民政局", ""),
        (DISTRICT, "关于养老的通知", "民政局", ""),
        (DISTRICT, "关于养老的通知", "溪山市青禾区市场监督管理局", ""),
        (DISTRICT, "关于养老的通知", "青禾区柳溪镇人民政府", ""),
        (DISTRICT, "关于养老的通知", "", "青政发〔2026〕5号"),
        ("重庆市永川区人民政府办公室", "关于要点的通知", "永川区政府办公室", "永川府办发〔2022〕81号"),
        (BUREAU, "平原市教育体育局 平原市财政局关于资助的通知", "", ""),
        (BUREAU, "关于资助的通知", "市教体局", ""),
        (BUREAU, "关于资助的通知", "基础教育科", ""),
        (TOWN, "关于资助的通知", "镇人民政府", ""),
        ("国务院办公厅", "国务院办公厅关于养老的通知", "国务院办公厅", "国办发〔2026〕5号"),
    ],
)
def test_documents_of_its_own(unit: str, title: str, issuer: str, number: str) -> None:
    assert owner(unit, title, issuer, number) is Owner.OWN


@pytest.mark.parametrize(
    ("unit", "title", "issuer", "number"),
    [
        (DISTRICT, "国务院办公厅关于养老的通知", "青禾区人民政府办公室", ""),
        (DISTRICT, "关于养老的通知", "溪山市人民政府", ""),
        (DISTRICT, "关于养老的通知", "国务院", "国发〔2026〕5号"),
        (DISTRICT, "关于养老的通知", "白鹭区人民政府", ""),
        (DISTRICT, "关于养老的通知", "新华社", ""),
        (BUREAU, "关于资助的通知", "市财政局", ""),
        (BUREAU, "关于资助的通知", "平原市人民政府", ""),
        (BUREAU, "河南省教育厅关于资助的通知", "", ""),
        (TOWN, "关于资助的通知", "青禾区人民政府", ""),
    ],
)
def test_documents_of_other_bodies(unit: str, title: str, issuer: str, number: str) -> None:
    assert owner(unit, title, issuer, number) is Owner.OTHER


@pytest.mark.parametrize(
    ("title", "issuer", "number"),
    [
        ("养老服务补贴办法", "", ""),
        ("养老服务补贴办法", "柳溪镇人民政府", ""),
        ("养老服务办法", "", "白民发〔2026〕5号"),
    ],
)
def test_documents_of_which_nobody_can_tell(title: str, issuer: str, number: str) -> None:
    assert owner(DISTRICT, title, issuer, number) is Owner.UNKNOWN


def test_registered_units_are_its_own() -> None:
    assert owner(DISTRICT, "养老服务办法", "柳溪镇人民政府", units=("柳溪镇",)) is Owner.OWN
